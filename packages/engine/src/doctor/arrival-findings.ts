import type { Connection } from "../connections/index.js";
import { propagationMs } from "../connections/state.js";
import { remindersOf } from "../credentials/index.js";
import type { ConnectionStatus } from "../status/status.js";
import type { Finding } from "./finding.js";

const dayMs = 86_400_000;
/** Keys older than this are worth a thought; the vendor states no limit of its own. */
const agingDays = 365;

/** An empty mail log beside feeds that bring records is suspicious: Enhanced Logging is off by default. Pure. */
export function findEnhancedLogging(status: ConnectionStatus): Finding[] {
  const siem = status.feeds.find(({ feed }) => feed === "siem-1.0");
  if (siem === undefined) return [];
  const base = { id: "enhanced-logging", title: "Enhanced Logging is on" } as const;
  if (siem.stored > 0) {
    return [{ ...base, result: "pass", detail: `${siem.stored} mail events have arrived.`, causes: [] }];
  }
  if (siem.lastPollAt === null) {
    return [{ ...base, result: "cannot-tell", detail: "The mail log was not read yet.", causes: [] }];
  }
  const others = status.feeds.filter(({ feed, stored }) => feed !== "siem-1.0" && stored > 0);
  const evidence =
    others.length > 0
      ? `The mail log was read and is empty, while ${others.map(({ feed }) => feed).join(", ")} brought records.`
      : "The mail log was read and is empty.";
  return [
    {
      ...base,
      result: others.length > 0 ? "fail" : "cannot-tell",
      detail: evidence,
      causes: [
        {
          cause: "Enhanced Logging is off: then this log stays empty, without any error.",
          evidence,
          mend: "In the console: Administration | Account | Account Settings | Enhanced Logging: tick Inbound, Outbound and Internal.",
        },
      ],
    },
  ];
}

/** How long keys of API 1.0 live, and whether a new application has spread yet. Pure. */
export function findLifetimes(connection: Connection, now: number): Finding[] {
  if (connection.generation !== "1.0") return [];
  const findings: Finding[] = [];
  const { applicationCreatedAt, credential } = connection;
  if (applicationCreatedAt !== null) {
    const minutesLeft = Math.ceil((applicationCreatedAt + propagationMs - now) / 60_000);
    const detail =
      minutesLeft > 0
        ? `Made less than half an hour ago: ${minutesLeft} minutes are left.`
        : "Made more than half an hour ago.";
    findings.push({
      id: "propagation",
      title: "The application has spread through Mimecast",
      result: minutesLeft > 0 ? "cannot-tell" : "pass",
      detail,
      causes: [],
    });
  }
  findings.push({
    id: "binding-ttl",
    title: "The keys don't run out",
    result: "cannot-tell",
    detail:
      credential.expiresAt === null
        ? "The API does not tell their time to live. Under the default of the authentication profile it is three days; then calls answer HTTP 418."
        : `By what you gave, they run out on ${new Date(credential.expiresAt).toISOString().slice(0, 10)}.`,
    causes: [],
  });
  return findings;
}

/** Age and end of the credentials, as far as they are known. Pure. */
export function findCredentialAge(connection: Connection, now: number): Finding[] {
  const credentials = [connection.credential, connection.actingCredential].filter((one) => one !== null);
  return credentials.map((credential): Finding => {
    const days = Math.floor((now - credential.updatedAt) / dayMs);
    const reminders = remindersOf([credential], now);
    const base = {
      id: `key-age:${credential.name}`,
      title: `The keys of ${credential.name} are not too old`,
    };
    const detail = `Given ${days} days ago; ${credential.expiresAt === null ? "no date of expiry is known" : `they expire on ${new Date(credential.expiresAt).toISOString().slice(0, 10)}`}.`;
    if (reminders.length > 0) {
      const causes = reminders.map(({ message }) => ({
        cause: message,
        evidence: detail,
        mend: "Make new ones in the console, then `postern connect --update`.",
      }));
      const isOver = reminders.some(({ kind }) => kind === "expired");
      return { ...base, result: isOver ? "fail" : "cannot-tell", detail, causes };
    }
    return { ...base, result: days > agingDays ? "cannot-tell" : "pass", detail, causes: [] };
  });
}
