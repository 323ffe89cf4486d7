import type { Failure } from "@postern/mimecast";
import type { Item } from "../model/plan.js";

/**
 * What the tenant refused of several items, in their order; null for what it took. An answer names a refused item by
 * its `key`, sometimes with defaults added; where it doesn't, a failure of a single item is that item's, and of many it
 * might be any: then none is blamed, and reading back tells.
 */
export function findFailures(items: readonly Item[], failures: readonly Failure[]): (string | null)[] {
  const problems: (string | null)[] = items.map(() => null);
  for (const failure of failures) {
    const text = describe(failure);
    const key = failure.key;
    const isKnown = typeof key === "object" && key !== null;
    const index =
      items.length === 1
        ? 0
        : items.findIndex((item, at) => problems[at] === null && isKnown && echoes(key as Item, item));
    if (index >= 0) problems[index] = text;
  }
  return problems;
}

/** Whether a key says all that an item says. */
function echoes(key: Item, item: Item): boolean {
  return Object.entries(item).every(([name, value]) => {
    // Of an item with a list of ids, a failure names the one id.
    if (name === "ids" && Array.isArray(value) && key["id"] !== undefined) return value.includes(key["id"]);
    return typeof value === "object" || key[name] === undefined || key[name] === value;
  });
}

const duplicates = new Set(["err_managed_url_exists_code", "err_folder_group_member_already_exists"]);

/** Whether a failure says that what was to be made is there already (actions reference, 3.3: "already done"). */
export function tellsOfDuplicate(problem: string): boolean {
  return [...problem.matchAll(/\((\w+)\)/g)].some(([, code = ""]) => duplicates.has(code));
}

function describe({ errors }: Failure): string {
  if (errors.length === 0) return "The tenant refused it without saying why.";
  return errors.map(({ code, message }) => `${message ?? ""} (${code})`.trim()).join("; ");
}
