import { dayMs, hourMs, minuteMs, secondMs } from "../clock/spans.js";
import type { Company, Person } from "../traffic/company.js";
import { mix, Random } from "../traffic/random.js";
import { administratorsOf } from "./administrators.js";
import type { AuditNote } from "./audit-note.js";

/** Where nobody of the company ever is. */
export const strangeAddresses = ["198.51.100.231", "198.51.100.238", "198.51.100.244"] as const;

/** What an administrator did, when, and from where. Kinds and categories as seen or, where not, guessed from them. */
export interface RiskyAct {
  readonly time: number;
  readonly person: Person;
  readonly address: string;
  readonly application?: string;
}

const console1 = "Administration Console";

/** What administrators of a UTC day do that somebody should look at, a pure function of (seed, day). */
export function riskyNotes(
  company: Company,
  { seed, day }: { readonly seed: number; readonly day: number },
): AuditNote[] {
  const random = new Random(mix(seed ^ 0x415c, day, 0x3b));
  const person = random.pick(administratorsOf(company));
  const act: RiskyAct = {
    person,
    address: person.devices.office.address,
    time: day * dayMs + 8 * hourMs + random.below(9 * 60) * minuteMs,
  };
  const other = random.pick(company.people);
  switch (random.below(10)) {
    case 0:
      return [raisePermission(act, other.address)];
    case 1:
      return [weakenPolicy(act, random.pick(weakenings))];
    case 2:
      return [exportMailbox(act, other.address)];
    case 3: {
      // At night, from a place nobody knows, with a few attempts before.
      const strange = { ...act, time: day * dayMs + random.below(3 * 60) * minuteMs };
      return signInStrangely({ ...strange, address: random.pick(strangeAddresses) });
    }
    default:
      return [];
  }
}

export interface Weakening {
  readonly policy: string;
  readonly change: string;
}

export const weakenings: readonly Weakening[] = [
  { policy: "Anti-Spoofing Policy - Default", change: 'Option changed from "Apply" to "Take no action"' },
  {
    policy: "URL Protection Policy - Default Inbound",
    change: "Definition changed to Log only",
  },
  {
    policy: "Attachment Protect Bypass Policy - Suppliers",
    change: 'From changed from "supplier group" to "everyone"',
  },
];

/** Two failures, then a success that asked for nothing beside the password. */
export function signInStrangely(act: RiskyAct): AuditNote[] {
  const who = `${act.person.address} <${act.person.name}>`;
  const category = "authentication_logs";
  const failure = { auditType: "Logon Authentication Failed", info: `Failed authentication for ${who}` };
  const success = { auditType: "User Logged On", info: `Successful authentication for ${who}` };
  return [failure, failure, success].map((what, index) => ({
    ...note({ ...act, time: act.time + index * 25 * secondMs }, { ...what, category }),
    ...(what === success ? { tail: ", Method: Password" } : {}),
  }));
}

export function raisePermission(act: RiskyAct, address: string): AuditNote {
  const info = `Role: Full Administrator, Added: ${address}`;
  return note(act, { auditType: "Role Assigned", info, category: "user_account_and_role_logs" });
}

export function weakenPolicy(act: RiskyAct, { policy, change }: Weakening): AuditNote {
  const info = `${policy}, ${change}`;
  return note(act, { auditType: "Existing Policy Changed", info, category: "policy_logs" });
}

export function exportMailbox(act: RiskyAct, address: string): AuditNote {
  const info = `Archive mailbox export downloaded for ${address}`;
  return note(act, { auditType: "Archive Mailbox Export Download", info, category: "archive_service_logs" });
}

/** Mail to somebody goes elsewhere from now on; the words are guessed. */
export function forwardMail(act: RiskyAct, to: string): AuditNote {
  const info = `Mail forwarding changed, Forward to: ${to}`;
  return note(act, { auditType: "User Settings Updated", info, category: "account_logs" });
}

function note(act: RiskyAct, what: Pick<AuditNote, "auditType" | "info" | "category">): AuditNote {
  const { time, person, address, application = console1 } = act;
  return { ...what, time, user: person.address, address, application, layout: "commas" };
}
