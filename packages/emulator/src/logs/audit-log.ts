import { hourMs, secondMs } from "../clock/spans.js";
import type { Script } from "../scenarios/script.js";
import type { Company } from "../traffic/company.js";
import { mix, Random } from "../traffic/random.js";
import { visitsOf } from "./administrators.js";
import { type AuditNote, writeAuditEntry } from "./audit-note.js";
import { riskyNotes } from "./risky-acts.js";
import type { EntryMaker, LogEntry } from "./row-maker.js";

const console1 = "Administration Console";
/** A directory synchronisation runs every so many hours. */
const syncHours = 4;

/** What administrators and the system did, a pure function of (seed, hour), and what a scenario adds. */
export function auditEntries(
  company: Company,
  { seed, script }: { readonly seed: number; readonly script: Script },
): EntryMaker {
  return (from, until) => {
    const isWithin = ({ time }: { readonly time: number }) => time >= from && time < until;
    const entries = script.notes.flatMap((note, index) =>
      isWithin(note) ? [writeAuditEntry(note, new Random(mix(seed ^ 0x5c19, index, 0x2d)))] : [],
    );
    for (let hour = Math.floor(from / hourMs); hour * hourMs < until; hour += 1) {
      entries.push(...describeHour(company, { seed, hour, isCalm: script.isCalm }).filter(isWithin));
    }
    return entries;
  };
}

function describeHour(
  company: Company,
  options: { readonly seed: number; readonly hour: number; readonly isCalm: boolean },
): LogEntry[] {
  const { seed, hour, isCalm } = options;
  const random = new Random(mix(seed ^ 0xa0d1, hour, 0x17));
  const entries: LogEntry[] = [];
  const add = (note: AuditNote) => entries.push(writeAuditEntry(note, random));
  if (hour % syncHours === 0) add(synchronise(hour * hourMs + 17 * 60 * secondMs));
  for (const visit of visitsOf(company, options)) {
    const { time, person, address, factor, searchedAt, searchedFor } = visit;
    const who = { user: person.address, address, application: console1 };
    if (factor === null) add(failSignIn(time, { ...who, name: person.name }));
    else add(signIn(time, { ...who, name: person.name, factor }));
    if (searchedAt !== null) add(search(searchedAt, { ...who, words: searchedFor }));
  }
  for (const note of isCalm ? [] : riskyNotes(company, { seed, day: Math.floor(hour / 24) })) {
    if (Math.floor(note.time / hourMs) === hour) add(note);
  }
  return entries;
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

function search(time: number, { words, ...who }: Who & { readonly words: string }): AuditNote {
  const criteria = JSON.stringify({ keywords: words, route: "ALL" });
  const info = `Executed Search - Source: Search, Search Criteria: ${criteria}`;
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
