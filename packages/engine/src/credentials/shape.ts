import { type CredentialProblem, describeCredentialShape } from "@postern/mimecast";
import { PosternError } from "../errors/index.js";
import type { Secrets } from "./credential.js";

/** Names stand on command lines and in file names. Throws `bad-usage`. */
export function checkName(name: string, what: "connection" | "credential" | "channel"): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) return;
  throw new PosternError(
    "bad-usage",
    `"${name}" can't be the name of a ${what}: use letters, digits, dots, dashes and underscores (at most 63).`,
  );
}

const mostNamesTold = 20;

/** What there is, for whoever mistyped a name. Pure. */
export function tellNames(what: "Connections" | "Credentials", names: readonly string[]): string {
  if (names.length === 0) return "There are none yet.";
  const more = names.length - mostNamesTold;
  return `${what}: ${names.slice(0, mostNamesTold).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

/** Tells apart what can be told before any call: empty, pasted with spaces, swapped. Throws `bad-credentials-shape`. */
export function checkSecrets(secrets: Secrets): void {
  const problems = describeShape(secrets).filter(({ certainty }) => certainty === "certain");
  if (problems.length === 0) return;
  throw new PosternError("bad-credentials-shape", problems.map(({ message }) => message).join(" "));
}

/** What is odd about the values, in words that don't repeat them. Pure. */
export function describeShape(secrets: Secrets): readonly CredentialProblem[] {
  switch (secrets.kind) {
    case "1.0":
      return describeCredentialShape("1.0", secrets.keys);
    case "2.0":
      return describeCredentialShape("2.0", secrets.oauth);
    case "proxy":
      return [];
  }
}
