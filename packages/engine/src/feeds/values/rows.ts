/**
 * The records of an answer, wherever its envelope puts them: in a list under a name of their own in each item of
 * `data`, alone under that name, or as the items themselves, told by a field that every record has. Where an answer
 * of this operation is nothing but records, anything tells one: none is passed over for what it lacks.
 * What stands under the name and is no list goes on as it is, so that quarantine keeps it.
 */
export function readRows(
  data: readonly unknown[],
  { under, telling }: { under: string; telling: readonly string[] | "anything" },
): readonly unknown[] {
  return data.flatMap((item): readonly unknown[] => {
    if (Array.isArray(item)) return item;
    if (typeof item !== "object" || item === null) return item === null ? [] : [item];
    if (Object.hasOwn(item, under)) {
      const held: unknown = Reflect.get(item, under);
      if (Array.isArray(held)) return held;
      return held === null || held === undefined ? [] : [held];
    }
    if (telling === "anything") return Object.keys(item).length === 0 ? [] : [item];
    return telling.some((field) => Object.hasOwn(item, field)) ? [item] : [];
  });
}
