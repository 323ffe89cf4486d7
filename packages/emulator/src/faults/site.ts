import type { Generation } from "@postern/mimecast/catalogue";
import type { SiemEventType } from "../siem/siem-archive.js";
import type { EmulatedOperationName, OperationTraits } from "../wire/routes.js";

/** The families of the vendor's paths. */
export const pathKinds = ["legacy", "siem", "resource", "login", "token", "download"] as const;
export type PathKind = (typeof pathKinds)[number];

/** Where the tenant stands when it asks for a fault. */
export interface FaultSite {
  readonly operation: EmulatedOperationName | null;
  readonly generation: Generation;
  readonly path: PathKind;
  readonly effect: "read" | "write";
  readonly type?: SiemEventType;
  /** The file about to be served, for faults that stick to one. */
  readonly object?: string;
}

/** A call as a place for faults. */
export function siteOf(call: {
  readonly generation: Generation;
  readonly name: EmulatedOperationName;
  readonly operation: Pick<OperationTraits, "path" | "effect">;
}): FaultSite {
  const { generation, name, operation } = call;
  return { operation: name, generation, path: kindOfPath(operation.path), effect: operation.effect };
}

function kindOfPath(path: string): PathKind {
  if (path.startsWith("/oauth/")) return "token";
  if (path.startsWith("/api/login/")) return "login";
  if (path.startsWith("/api/")) return "legacy";
  return path.startsWith("/siem/") ? "siem" : "resource";
}
