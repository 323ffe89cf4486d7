import type { Generation } from "@postern/mimecast/catalogue";
import type { UserAccount } from "../administration/users.js";
import type { FaultSite } from "../faults/site.js";
import type { Host } from "../regions/regions.js";
import type { EmulatedOperationName, OperationTraits } from "./routes.js";

/** Who calls, what, and on which host. */
export interface Visitor {
  readonly generation: Generation;
  readonly name: EmulatedOperationName;
  readonly operation: OperationTraits;
  /** As requested, without the query. */
  readonly path: string;
  /** As requested, with the query. */
  readonly target: string;
  readonly host: Host;
  /** The address the call seems to come from. */
  readonly address: string;
  /** Where it stands for faults. */
  readonly site: FaultSite;
  readonly header: (name: string) => string | undefined;
}

/** The rights that decide: those of the user's role on 1.0, of the application on 2.0. */
export interface Rights {
  /** Whom the vendor's quota counts. */
  readonly principal: string;
  readonly products: readonly string[] | null;
  readonly permissions: readonly string[] | null;
  /** Whose they are, for the request log. */
  readonly holder: string;
  /** Of signed calls: whose keys they are. */
  readonly user: UserAccount | null;
}
