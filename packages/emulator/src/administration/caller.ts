import type { Visitor } from "../wire/visitor.js";
import type { AccountAdministration } from "./administration.js";

/** Whom logs name for a call. */
export interface Caller {
  /** The address of a user. */
  readonly user: string;
  /** The name of an application. */
  readonly application: string;
}

/** Whose keys and tokens open an account: its own, and those of its service provider. */
interface Doors {
  readonly administration: AccountAdministration;
  readonly provider: AccountAdministration | null;
}

/**
 * Whose keys or token a call came with: a user and an application of the account, or of the service provider whose client
 * it is, which is guessed. A call of API 2.0 has an application and no user: whom logs name for it is the guess
 * `auditUserOfTokens`. Guessed is also who stands there for whom nobody has identified.
 */
export function whoCalls(visitor: Pick<Visitor, "generation" | "header">, doors: Doors): Caller {
  const { administration, provider } = doors;
  const { serviceUser, application1, application2 } = administration;
  const found = identify(visitor, administration) ?? (provider === null ? null : identify(visitor, provider));
  if (found !== null) return found;
  const { name } = visitor.generation === "2.0" ? application2 : application1;
  return { user: serviceUser.emailAddress, application: name };
}

function identify(
  { generation, header }: Pick<Visitor, "generation" | "header">,
  administration: AccountAdministration,
): Caller | null {
  const { applications2 } = administration;
  const authorization = header("authorization") ?? "";
  if (generation === "2.0") {
    const token = authorization.replace(/^Bearer /, "");
    const application = applications2.find((candidate) => candidate.hasIssued(token));
    if (application === undefined) return null;
    return { user: administration.userOfToken(application), application: application.name };
  }
  const binding = administration.findBinding(/^MC ([^:]+):/.exec(authorization)?.[1] ?? "");
  return binding === null ? null : { user: binding.user.emailAddress, application: binding.application.name };
}
