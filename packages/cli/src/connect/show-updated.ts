import type { Connection, Credential, Secrets } from "@postern/engine";
import type { Context } from "../program/context.js";
import { bold, dim, warn } from "../screen/text.js";
import { describeHints } from "../show/credentials.js";
import type { Verdict } from "./try-secrets.js";

/** What was changed, and what happens with the gap. */
export function showUpdated(
  { out }: Context,
  done: {
    readonly credential: Credential;
    readonly before: Credential;
    readonly connection: Connection | null;
    readonly user: Connection | null;
    readonly secrets: Secrets | null;
    /** What the trial said; null where there was none. */
    readonly verdict: Verdict | null;
  },
): void {
  const { credential, before, connection, user, secrets, verdict } = done;
  if (secrets === null) {
    out.line("Changed ", bold(connection?.name ?? credential.name));
    return;
  }
  out.line("Replaced the secrets of ", bold(credential.name), dim(`  ${describeHints(credential)}`));
  const users = credential.usedBy.join(", ");
  out.line(dim("  used by  "), users === "" ? "no connection, so they were not tried" : users);
  if (verdict === "refused") {
    out.line(
      warn("  forced   "),
      "the tenant does not take them: nothing is read until it does, and nothing is lost.",
    );
  }
  const reads = user !== null && (credential.kind === "proxy" || user.credential.id === credential.id);
  if (reads && verdict !== "refused") {
    out.line(
      "  What came since the old ones failed is read at the next poll, as far as the tenant still has it.",
    );
  }
  if (before.expiresAt !== null && credential.expiresAt === null) {
    out.line(
      dim("  Their date of expiry was that of the old ones and is gone: --expires gives the new one."),
    );
  }
}

/** Nothing was replaced, and why. */
export function showKept({ out }: Context, { name }: Credential, verdict: Verdict): void {
  const why =
    verdict === "refused"
      ? "The tenant did not take the new ones"
      : "Whether the new ones work could not be told";
  out.line(warn("kept  "), `${why}: the old secrets of `, bold(name), " stay as they were.");
  out.line(dim("  --force replaces them all the same; --no-test does not try them."));
}
