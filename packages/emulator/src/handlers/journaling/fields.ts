import { isIpRange } from "../../administration/ip-ranges.js";
import type { JournalConnection } from "../../administration/mail-gateway/journal-book.js";
import type { Guesses } from "../../guesses/guesses.js";
import { isAddress } from "../../wire/addresses.js";
import { isObject, type JsonObject } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";

type Rule =
  | { readonly kind: "text" | "address"; readonly isRequired?: boolean }
  | { readonly kind: "flag"; readonly usual: boolean }
  | { readonly kind: "number"; readonly usual: number; readonly least: number; readonly most: number }
  | { readonly kind: "ranges" };

/** Fields, defaults and bounds of the contract (actions reference, 2.19); which are required is the guess `journalingRequired`. */
const smtp: Readonly<Record<string, Rule>> = {
  emailAddress: { kind: "address", isRequired: true },
  ipRanges: { kind: "ranges" },
  usesAuthentication: { kind: "flag", usual: false },
  password: { kind: "text" },
  usesTls: { kind: "flag", usual: true },
  prefersClearText: { kind: "flag", usual: false },
  extendedDeduplication: { kind: "flag", usual: false },
  deliveryWaitAttempts: { kind: "number", usual: 3, least: 0, most: 100 },
  inactivityTimeout: { kind: "number", usual: 180, least: 180, most: 960 },
  processInitialDelay: { kind: "number", usual: 0, least: 0, most: 86_400 },
};

const pop3: Readonly<Record<string, Rule>> = {
  emailAddress: { kind: "address", isRequired: true },
  mailbox: { kind: "text", isRequired: true },
  password: { kind: "text", isRequired: true },
  host: { kind: "text", isRequired: true },
  port: { kind: "number", usual: 995, least: 1, most: 65_535 },
  usesPOP3S: { kind: "flag", usual: true },
  encryptionIsRelaxed: { kind: "flag", usual: false },
  detailedLoggingIsEnabled: { kind: "flag", usual: false },
};

export const connectionRules = { smtpJournalingConnection: smtp, pop3JournalingConnection: pop3 } as const;

/** The connection as it is kept, with its defaults; every mistake is told. */
export function readConnection(
  name: keyof typeof connectionRules,
  { given, guesses }: { readonly given: unknown; readonly guesses: Pick<Guesses, "journalingRequired"> },
): { readonly connection: JournalConnection } | { readonly errors: readonly ItemError[] } {
  if (!isObject(given)) return { errors: [itemErrors.missing(name)] };
  const rules = connectionRules[name];
  const isStrict = guesses.journalingRequired === "needed";
  const errors: ItemError[] = [];
  const connection: Record<string, JournalConnection[string]> = {};
  for (const [key, rule] of Object.entries(rules)) {
    const value = readField(given, {
      key,
      rule: isStrict || !("isRequired" in rule) ? rule : { ...rule, isRequired: false },
      field: `${name}.${key}`,
      errors,
    });
    if (value !== null) connection[key] = value;
  }
  if (isStrict && connection["usesAuthentication"] === true && connection["password"] === undefined)
    errors.push(itemErrors.missing(`${name}.password`));
  return errors.length > 0 ? { errors } : { connection };
}

function readField(
  given: JsonObject,
  {
    key,
    rule,
    field,
    errors,
  }: { readonly key: string; readonly rule: Rule; readonly field: string; readonly errors: ItemError[] },
): JournalConnection[string] | null {
  const value = given[key] ?? null;
  switch (rule.kind) {
    case "flag":
      if (value !== null && typeof value !== "boolean")
        errors.push(itemErrors.notAllowed(field, ["true", "false"]));
      return typeof value === "boolean" ? value : rule.usual;
    case "number": {
      const number = value ?? rule.usual;
      if (typeof number === "number" && number >= rule.least && number <= rule.most) return number;
      errors.push(itemErrors.outOfBounds(field, rule));
      return null;
    }
    case "ranges":
      if (value === null) return [];
      if (Array.isArray(value) && value.every((one) => typeof one === "string" && isIpRange(one)))
        return value.map(String);
      errors.push(itemErrors.rangesInvalid(field));
      return null;
    case "text":
    case "address":
      if (value === null) {
        if (rule.isRequired === true) errors.push(itemErrors.missing(field));
        return null;
      }
      if (typeof value !== "string" || value === "") errors.push(itemErrors.blank(field));
      else if (rule.kind === "address" && !isAddress(value)) errors.push(itemErrors.invalidAddress(field));
      else return value;
      return null;
  }
}
