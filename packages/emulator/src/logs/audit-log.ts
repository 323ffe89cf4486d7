import { hourMs, secondMs } from "../clock/spans.js";
import { accountOffset, isWeekend } from "../traffic/calendar.js";
import type { Company } from "../traffic/company.js";
import { mix, Random } from "../traffic/random.js";
import { type AuditNote, writeAuditEntry } from "./audit-note.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

const console1 = "Administration Console";
/** A directory synchronisation runs every so many hours. */
const syncHours = 4;

/** What administrators and the system did, a pure function of (seed, hour). */
export function auditEntries(company: Company, seed: number): EntryMaker {
  return (from, until) => {
    const entries: LogEntry[] = [];
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      for (const entry of describeHour(company, { seed, hour })) {
        if (entry.time >= from && entry.time < until) entries.push(entry);
      }
    }
    return entries;
  };
}

function describeHour(
  company: Company,
  options: { readonly seed: number; readonly hour: number },
): LogEntry[] {
  const { seed, hour } = options;
  const random = new Random(mix(seed ^ 0xa0d1, hour, 0x17));
  const start = hour * hourMs;
  const moment = () => start + random.below(3600) * secondMs;
  const entries: LogEntry[] = [];
  const add = (note: AuditNote) => entries.push(writeAuditEntry(note, random));
  if (hour % syncHours === 0) add(synchronise(start + 17 * 60 * secondMs));
  const visits = isOfficeHour(start) ? 1 + random.below(4) : Number(random.chance(0.1));
  for (let visit = 0; visit < visits; visit += 1) {
    const person = random.pick(company.people.slice(0, 6));
    const address = random.chance(0.7) ? random.pick(company.officeIps) : person.homeIp;
    const who = { user: person.address, address, application: console1 };
    const time = moment();
    if (random.chance(0.15)) add(failSignIn(time, { ...who, name: person.name }));
    else add(signIn(time, { ...who, name: person.name, factor: random.pick(["TOTP", "SMS"]) }));
    if (random.chance(0.25)) add(search(Math.min(time + 90 * secondMs, start + hourMs - secondMs), who));
  }
  return entries;
}

function isOfficeHour(start: number): boolean {
  const local = Math.floor((start + accountOffset.ms) / hourMs) % 24;
  return !isWeekend(start) && local >= 7 && local < 18;
}

type Who = Pick<AuditNote, "user" | "address" | "application">;

function signIn(time: number, who: Who & { readonly name: string; readonly factor: string }): AuditNote {
  const { name, factor, ...rest } = who;
  const auditType = "User Logged On";
  const info = `Successful authentication for ${who.user} <${name}>`;
  const tail = `, Method: Two Step Auth, 2FA: ${factor}`;
  return { ...rest, time, auditType, info, tail, category: "authentication_logs", layout: "commas" };
}

function failSignIn(time: number, who: Who & { readonly name: string }): AuditNote {
  const { name, ...rest } = who;
  const auditType = "Logon Authentication Failed";
  const info = `Failed authentication for ${who.user} <${name}>`;
  return { ...rest, time, auditType, info, category: "authentication_logs", layout: "zone name" };
}

function search(time: number, who: Who): AuditNote {
  const info = 'Executed Search - Source: Search, Search Criteria: {"keywords":"invoice","route":"ALL"}';
  return { ...who, time, auditType: "Search Action", info, category: "case_review_logs", layout: "spaces" };
}

/** The system itself: nobody's name, no address, nothing but the sentence. */
function synchronise(time: number): AuditNote {
  const who = { user: "", address: null, application: "" };
  const info = "No changes found.";
  return {
    ...who,
    time,
    auditType: "Completed Directory Sync",
    info,
    category: "account_logs",
    layout: "bare",
  };
}
