import type { Visitor } from "../wire/visitor.js";
import type { AccountAdministration } from "./administration.js";

/** Whom logs name for a call. */
export interface Caller {
  /** The address of a user. */
  readonly user: string;
  /** The name of an application. */
  readonly application: string;
}

/**
 * Whose keys or token a call came with. A call of API 2.0 has an application and no user: whom logs name for it is the
 * guess `auditUserOfTokens`. Guessed is also who stands there for whom nobody has identified.
 */
export function whoCalls(
  { generation, header }: Pick<Visitor, "generation" | "header">,
  administration: AccountAdministration,
): Caller {
  const { serviceUser, application1, application2, applications2 } = administration;
  const user = serviceUser.emailAddress;
  const authorization = header("authorization") ?? "";
  if (generation === "2.0") {
    const token = authorization.replace(/^Bearer /, "");
    const application = applications2.find((candidate) => candidate.hasIssued(token)) ?? application2;
    return { user: administration.userOfToken(application), application: application.name };
  }
  const binding = administration.findBinding(/^MC ([^:]+):/.exec(authorization)?.[1] ?? "");
  if (binding === null) return { user, application: application1.name };
  return { user: binding.user.emailAddress, application: binding.application.name };
}
