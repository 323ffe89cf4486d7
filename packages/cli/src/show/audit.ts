import type { AuditEntry } from "@postern/engine";
import type { Screen } from "../screen/screen.js";
import { accent, bold, dim } from "../screen/text.js";
import { formatFullTime } from "../screen/times.js";
import { pad, truncate } from "../screen/width.js";
import { defangText } from "./plan.js";

const kindColumns = 20;
const subjectColumns = 16;
const actorColumns = 20;

export function showAuditHead(screen: Screen): void {
  const head = [pad("#", 6), pad("WHEN", 19), pad("KIND", kindColumns), pad("ABOUT", subjectColumns)];
  screen.line("  ", dim(`${head.join("  ")}  ${pad("WHO", actorColumns)}  WHAT`));
}

/** A line an entry: what does not fit stands in --json. */
export function showAuditEntry(screen: Screen, entry: AuditEntry): void {
  const { seq, at, kind, subject, actor, body } = entry;
  const start = [pad(String(seq), 6), formatFullTime(at)].join("  ");
  const who = pad(truncate(actor, actorColumns), actorColumns);
  const used = 2 + start.length + 2 + kindColumns + 2 + subjectColumns + 2 + actorColumns + 2;
  const rest = defangText(describeBody(body));
  const line = [
    "  ",
    dim(start),
    "  ",
    accent(pad(kind, kindColumns)),
    "  ",
    bold(pad(truncate(subject, subjectColumns), subjectColumns)),
    "  ",
    who,
  ];
  const room = screen.columns - used;
  if (room >= 20) screen.line(...line, "  ", truncate(rest, room));
  else {
    screen.line(...line);
    if (rest !== "") screen.line("          ", dim(truncate(rest, screen.columns - 10)));
  }
}

/** The members that tell most, the shortest way. */
function describeBody(body: AuditEntry["body"]): string {
  const { sentence, reason, operation, code, message, refused, outcomes, targets, problem, before, after } =
    body;
  const parts = [sentence, operation, code, message, problem].filter((part) => typeof part === "string");
  if (typeof operation === "string" && Array.isArray(targets))
    parts.push(`${String(targets.length)} at once`);
  if (typeof refused === "number" && refused > 0) parts.push(`${String(refused)} refused`);
  if (Array.isArray(outcomes)) parts.push(countOutcomes(outcomes));
  if (isMembers(before) && isMembers(after)) parts.push(...describeChanges(before, after));
  if (typeof reason === "string" && reason !== "") parts.push(`because: ${reason}`);
  return parts.join("  ");
}

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `settings.keepDays 30 → 90`, of each member that differs. */
function describeChanges(before: Members, after: Members, path = ""): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (isMembers(was) && isMembers(is)) return describeChanges(was, is, `${path}${name}.`);
    const texts = [JSON.stringify(was ?? null), JSON.stringify(is ?? null)];
    return texts[0] === texts[1] ? [] : [`${path}${name} ${texts.join(" → ")}`];
  });
}

function countOutcomes(outcomes: readonly unknown[]): string {
  const counts = new Map<string, number>();
  for (const each of outcomes) {
    const name = typeof each === "object" && each !== null ? String(Reflect.get(each, "outcome")) : "unknown";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${String(count)} ${name}`).join(", ");
}
