import type { Detail } from "../declared/detail.js";
import { parseDetail, readDetail, show } from "../declared/read-detail.js";
import { isFeed, operationOfFeed } from "../tenant/feeds.js";
import { isObject, type JsonObject } from "../wire/decode.js";
import { faultAims, isAimName } from "./aims.js";
import type { FaultDeclaration } from "./declaration.js";
import type { Fault } from "./fault.js";
import { declarationOf, type FaultKind, faultKinds, isFaultKind } from "./table/index.js";

/** Reads a fault from JSON. Throws a TypeError that says which field is wrong and what it may be. */
export function readFault(value: unknown): Fault {
  if (!isObject(value)) throw new TypeError('A fault is an object such as {"kind":"throttle"}');
  const { kind, ...fields } = value;
  if (typeof kind !== "string" || !isFaultKind(kind))
    throw new TypeError(`kind must be one of ${faultKinds.join(", ")}`);
  const declaration = declarationOf(kind);
  const read: Record<string, unknown> = { kind };
  for (const [name, given] of Object.entries(fields)) {
    const detail = findField(kind, name);
    read[name] = name === "times" && isForever(given) ? Infinity : readDetail(given, { name, detail });
  }
  checkAim(kind, { declaration, read });
  // Each field has been read by the declaration that the type is made from.
  return read as unknown as Fault;
}

/** Reads `throttle:operation=ttp.url.get-logs,times=3,reset=retry-after`. */
export function parseFault(text: string): Fault {
  const [kind = "", ...rest] = text.split(":");
  const settings = rest.join(":");
  const fields: Record<string, unknown> = { kind };
  for (const part of settings === "" ? [] : settings.split(",")) {
    const [name = "", ...value] = part.split("=");
    if (value.length === 0) throw new TypeError(`"${part}" should be a name, = and a value`);
    if (Object.hasOwn(fields, name)) throw new TypeError(`${name} is given twice`);
    fields[name] = value.join("=");
  }
  for (const [name, value] of Object.entries(fields)) {
    const detail = isFaultKind(kind) && name !== "kind" ? findField(kind, name) : undefined;
    if (detail !== undefined && typeof value === "string") fields[name] = parseDetail(value, detail);
  }
  return readFault(fields);
}

function isForever(value: unknown): boolean {
  // JSON has no Infinity.
  return value === null || value === "forever" || value === Infinity;
}

function findField(kind: FaultKind, name: string): Detail {
  const { aims, details } = declarationOf(kind);
  const detail = Object.hasOwn(details, name) ? details[name] : undefined;
  if (detail !== undefined) return detail;
  const takes: readonly string[] = aims ?? Object.keys(faultAims);
  if (isAimName(name) && takes.includes(name)) return faultAims[name];
  throw new TypeError(`${kind} has no ${name}: it takes ${[...Object.keys(details), ...takes].join(", ")}`);
}

/** What could never strike is refused, since waiting for it would be the worst way to find out. */
function checkAim(
  kind: FaultKind,
  { declaration, read }: { readonly declaration: FaultDeclaration; readonly read: JsonObject },
): void {
  const { operation, feed, path } = read;
  const { operations, feeds } = declaration;
  const meant = typeof feed === "string" && isFeed(feed) ? operationOfFeed[feed] : operation;
  if (operations !== undefined && meant !== undefined && !operations.some((name) => name === meant))
    throw new TypeError(`${kind} strikes only ${operations.join(" and ")}, not ${show(operation ?? feed)}`);
  if (feeds !== undefined && feed !== undefined && !feeds.some((name) => name === feed))
    throw new TypeError(`${kind} strikes only ${feeds.join(", ")}, not ${show(feed)}`);
  if (operation !== undefined && meant !== operation)
    throw new TypeError(`operation and feed exclude each other: ${show(feed)} is served by ${show(meant)}`);
  if (declaration.place === "files" && path !== undefined && path !== "download")
    throw new TypeError(`${kind} strikes only downloads`);
  if (read["forMinutes"] !== undefined && read["everyMinutes"] === undefined)
    throw new TypeError("forMinutes says how long a round lasts, and needs everyMinutes");
}
