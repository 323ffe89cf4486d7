import type { ItemFailure } from "./errors.js";

const told = 3;

/** What is wrong with the items of a call, for the request log. */
export function describeFailures(failures: readonly ItemFailure[]): string {
  const all = failures.flatMap(({ errors }) =>
    errors.map(({ field, message }) =>
      field === undefined || message.includes(field) ? message : `${field}: ${message}`,
    ),
  );
  const distinct = [...new Set(all)];
  const more = distinct.length > told ? `; and ${distinct.length - told} more` : "";
  return `${distinct.slice(0, told).join("; ")}${more}`;
}
