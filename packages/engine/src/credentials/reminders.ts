import type { Credential, CredentialReminder } from "./credential.js";

const dayMs = 86_400_000;
/** Time enough to find the person who administers the tenant. */
const noticeDays = 14;

/** What is to be done about credentials, the most urgent first. Pure. */
export function remindersOf(credentials: readonly Credential[], now: number): CredentialReminder[] {
  return credentials.flatMap((credential) => remind(credential, now)).sort((one, other) => one.at - other.at);
}

function remind(
  { name, expiresAt, rotateEveryDays, updatedAt }: Credential,
  now: number,
): CredentialReminder[] {
  const reminders: CredentialReminder[] = [];
  if (expiresAt !== null && expiresAt <= now) {
    const message = `The keys of ${name} expired ${daysText(now - expiresAt)} ago: make new ones and run \`postern connect --update\`.`;
    reminders.push({ credential: name, kind: "expired", at: expiresAt, message });
  } else if (expiresAt !== null && expiresAt - now <= noticeDays * dayMs) {
    const message = `The keys of ${name} expire in ${daysText(expiresAt - now)}: make new ones before, and run \`postern connect --update\`.`;
    reminders.push({ credential: name, kind: "expires-soon", at: expiresAt, message });
  }
  const rotateAt = rotateEveryDays === null ? null : updatedAt + rotateEveryDays * dayMs;
  if (rotateAt !== null && rotateAt <= now) {
    const message = `The secrets of ${name} are ${daysText(now - updatedAt)} old; they should be replaced every ${rotateEveryDays} days.`;
    reminders.push({ credential: name, kind: "rotation-due", at: rotateAt, message });
  }
  return reminders;
}

function daysText(milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMs);
  if (days === 0) return "less than a day";
  return days === 1 ? "1 day" : `${days} days`;
}
