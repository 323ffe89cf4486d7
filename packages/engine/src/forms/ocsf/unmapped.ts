import type { FormDocument } from "../event.js";
import { type Draft, observableTypes } from "./draft.js";
import type { FormsPlan } from "./metadata.js";
import { isAddress } from "./people.js";

/** Terms that are worth searching for wherever they stand. */
const observed: ReadonlyMap<string, number> = new Map([
  ["senderDomain", observableTypes.host],
  ["sourceHost", observableTypes.host],
  ["destinationHost", observableTypes.host],
  ["sourceIp", observableTypes.ip],
  ["clientIp", observableTypes.ip],
  ["destinationIp", observableTypes.ip],
  ["sender", observableTypes.address],
  ["headerSender", observableTypes.address],
  ["recipients", observableTypes.address],
  ["messageId", observableTypes.messageId],
  ["url", observableTypes.url],
  ["fileName", observableTypes.fileName],
  ["downloadName", observableTypes.fileName],
  ["attachmentNames", observableTypes.fileName],
  ["md5", observableTypes.hash],
  ["sha1", observableTypes.hash],
  ["sha256", observableTypes.hash],
]);

/** Where a term stands whose name is taken by a field of the vendor's. */
const apart = "terms";

/** What has no attribute: the rest of the record, and the terms that no attribute of the class holds. */
export function describeUnmapped(draft: Draft, { unkept, kept }: FormsPlan): FormDocument | null {
  const { left, kind, document } = draft;
  const unmapped = copyRest(draft, kept);
  // Attributes of a class that the event turned out not to be of.
  for (const key in kind.own) if (!(key in document)) setApart(unmapped, key, kind.own[key]);
  const terms: Readonly<Record<string, unknown>> = left;
  for (const term in terms) {
    const value = terms[term];
    if (value === undefined || !unkept.has(term)) continue;
    const path = setApart(unmapped, term, value);
    observe(draft, { term, path, value });
  }
  for (const _ in unmapped) return unmapped;
  return null;
}

/** The rest of the record, without fields whose whole value an attribute holds. */
function copyRest({ event, left }: Draft, kept: FormsPlan["kept"]): FormDocument {
  const { rest } = left;
  const isHeld = (key: string): boolean => {
    const term = kept.get(key);
    return term !== undefined && left[term] === undefined && event.meaning[term] === rest[key];
  };
  for (const key in rest) {
    // Leaving out is quicker than deleting, which makes an object slow to write.
    if (isHeld(key)) return Object.fromEntries(Object.entries(rest).filter(([each]) => !isHeld(each)));
  }
  return { ...rest };
}

/** Sets a value under a name of ours, and gives its path; a field of the vendor's own with that name stays. */
function setApart(unmapped: FormDocument, name: string, value: unknown): string {
  if (!Object.hasOwn(unmapped, name)) {
    unmapped[name] = value;
    return `unmapped.${name}`;
  }
  const held = Object.hasOwn(unmapped, apart) ? unmapped[apart] : undefined;
  unmapped[apart] = typeof held === "object" ? { ...held, [name]: value } : { [name]: value };
  return `unmapped.${apart}.${name}`;
}

function observe(
  { observables }: Draft,
  { term, path, value }: { readonly term: string; readonly path: string; readonly value: unknown },
): void {
  const type = observed.get(term);
  if (type === undefined) return;
  const isFit = (text: string): boolean => type !== observableTypes.address || isAddress(text);
  if (typeof value === "string" && isFit(value)) observables.push({ name: path, type_id: type, value });
  if (!Array.isArray(value)) return;
  for (const [index, item] of value.entries())
    if (typeof item === "string" && isFit(item))
      observables.push({ name: `${path}[${index}]`, type_id: type, value: item });
}
