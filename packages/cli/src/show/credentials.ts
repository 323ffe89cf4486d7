import type { Credential, CredentialReminder } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bold, dim, type Text, warn } from "../screen/text.js";
import { formatDuration, formatFullTime } from "../screen/times.js";

/** Of the secrets only what may be shown: last characters and fingerprints. */
export function showCredentials(
  screen: Screen,
  credentials: readonly Credential[],
  { reminders, now }: { reminders: readonly CredentialReminder[]; now: number },
): void {
  printTable(screen, {
    columns: [
      { title: "name" },
      { title: "kind" },
      { title: "values", gives: true },
      { title: "age" },
      { title: "expires" },
      { title: "used by", gives: true },
    ],
    rows: credentials.map((credential) => [
      bold(credential.name),
      credential.kind,
      describeHints(credential),
      formatDuration(Math.max(0, now - credential.updatedAt)),
      describeExpiry(credential, now),
      credential.usedBy.join(", ") || dim("nothing"),
    ]),
  });
  for (const { message } of reminders) screen.line("  ", warn(message));
}

/** `applicationId …4f2a #9c1e0b`; one that is too short shows its fingerprint alone. */
export function describeHints({ hints, kind }: Pick<Credential, "hints" | "kind">): string {
  return (
    Object.entries(hints)
      // People choose a proxy's password: its fingerprint would let others try guesses.
      .filter(([field]) => kind !== "proxy" || field === "username")
      .map(
        ([field, { lastFour, fingerprint }]) =>
          `${field} ${lastFour === "" ? "" : `…${lastFour} `}#${fingerprint}`,
      )
      .join(", ")
  );
}

function describeExpiry({ expiresAt }: Credential, now: number): Text {
  if (expiresAt === null) return dim("not known");
  const date = formatFullTime(expiresAt).slice(0, 10);
  return expiresAt <= now ? warn(date) : date;
}
