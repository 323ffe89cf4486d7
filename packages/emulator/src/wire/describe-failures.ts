import type { ItemFailure } from "./item-errors.js";

const told = 3;

/** What the vendor's own words for a code leave open. */
const hints: Readonly<Record<string, string>> = {
  xdk_failure: "the id or page token is none of this tenant's, was changed, or its object is gone",
  err_xdk_operation_forbidden_for_address: "the address is not of this company, or the object is reserved",
  err_managed_url_create_failure: "a URL needs its scheme, and the account may hold no more than its limit",
  err_validation_null: "it is missing, null, or of another type than it should be",
  forbidden: "the application's role lacks the permission, or the account named in meta is not its own",
  err_xdk_forbidden: "the user's role lacks the permission, or the account named in meta is not its own",
};

/** A refusal in words for the request log: the vendor's, and what they leave open. */
export function describeRefusal(code: string, message: string): string {
  const hint = hints[code];
  return hint === undefined ? message : `${message}: ${hint}`;
}

/** What is wrong with the items of a call, for the request log. */
export function describeFailures(failures: readonly ItemFailure[]): string {
  const all = failures.flatMap(({ errors }) =>
    errors.map(({ code, field, message }) =>
      describeRefusal(
        code,
        field === undefined || message.includes(field) ? message : `${field}: ${message}`,
      ),
    ),
  );
  const distinct = [...new Set(all)];
  const more = distinct.length > told ? `; and ${distinct.length - told} more` : "";
  return `${distinct.slice(0, told).join("; ")}${more}`;
}
