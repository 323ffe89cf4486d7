import { isDeepStrictEqual } from "node:util";

type Members = Readonly<Record<string, unknown>>;

type Changes = { readonly before: Members; readonly after: Members };

/** The members that differ, as they were and as they are now; null where none does. Pure. */
export function changesOf(before: Members, after: Members): Changes | null {
  const was: Record<string, unknown> = {};
  const is: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh] = [before[name], after[name]];
    if (isDeepStrictEqual(old, fresh)) continue;
    const inner = isMembers(old) && isMembers(fresh) ? changesOf(old, fresh) : null;
    was[name] = inner === null ? (old ?? null) : inner.before;
    is[name] = inner === null ? (fresh ?? null) : inner.after;
  }
  return Object.keys(is).length === 0 ? null : { before: was, after: is };
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
