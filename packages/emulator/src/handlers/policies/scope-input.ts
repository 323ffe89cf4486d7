import { IpRanges } from "../../administration/ip-ranges.js";
import {
  fromParts,
  type PolicyConditions,
  type PolicyScope,
  type PolicyTarget,
  type TargetType,
  targetTypes,
} from "../../policies/policy.js";
import { isAddress } from "../../wire/addresses.js";
import { parseDate } from "../../wire/dates.js";
import { isObject, type JsonObject, readFlag, readObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";

/** The field that narrows a target of each kind; null where the kind says it all. */
const valueFields: Readonly<
  Record<TargetType, "emailDomain" | "emailAddress" | "groupId" | "headerDisplayName" | "attribute" | null>
> = {
  everyone: null,
  internal_addresses: null,
  external_addresses: null,
  free_mail_domains: null,
  email_domain: "emailDomain",
  profile_group: "groupId",
  individual_email_address: "emailAddress",
  address_attribute_value: "attribute",
  header_display_name: "headerDisplayName",
};

const flags = ["bidirectional", "enabled", "enforced", "override"] as const;

/** Reads the `policy` of the older calls. Every mistake goes to `errors`; null when there is one. */
export function readScope(policy: JsonObject, errors: ItemError[]): PolicyScope | null {
  const before = errors.length;
  const description = readText(policy, "description");
  if (description === null) errors.push(itemErrors.missing("description"));
  else if (description.trim() === "") errors.push(itemErrors.blank("description"));
  const fromPart = readEnum(policy["fromPart"] ?? "envelope_from", {
    field: "fromPart",
    allowed: fromParts,
    errors,
  });
  const from = readTarget(policy, { side: "from", errors });
  const to = readTarget(policy, { side: "to", errors });
  const fromDate = readPolicyDate(policy, { field: "fromDate", errors });
  const toDate = readPolicyDate(policy, { field: "toDate", errors });
  for (const field of flags) {
    const value = policy[field] ?? null;
    if (value !== null && typeof value !== "boolean")
      errors.push(itemErrors.notAllowed(field, ["true", "false"]));
  }
  const conditions = readConditions(policy["conditions"] ?? {}, errors);
  if (errors.length > before || fromPart === null || from === null || to === null) return null;
  return {
    description: description ?? "",
    fromPart,
    from,
    to,
    // A date given makes its end no longer eternal.
    fromEternal: fromDate === null,
    toEternal: toDate === null,
    fromDate,
    toDate,
    bidirectional: readFlag(policy, "bidirectional") ?? false,
    enabled: readFlag(policy, "enabled") ?? true,
    enforced: readFlag(policy, "enforced") ?? false,
    override: readFlag(policy, "override") ?? false,
    comment: readText(policy, "comment"),
    conditions,
  };
}

export function readEnum<Value extends string>(
  value: unknown,
  rule: { readonly field: string; readonly allowed: readonly Value[]; readonly errors: ItemError[] },
): Value | null {
  if (value === undefined || value === null) {
    rule.errors.push(itemErrors.missing(rule.field));
    return null;
  }
  const found = rule.allowed.find((candidate) => candidate === value);
  if (found === undefined) rule.errors.push(itemErrors.notAllowed(rule.field, rule.allowed));
  return found ?? null;
}

/** The object form, or the older flat one (`fromType`, `fromValue`); neither means everyone. */
function readTarget(
  policy: JsonObject,
  rule: { readonly side: "from" | "to"; readonly errors: ItemError[] },
): PolicyTarget | null {
  const { side, errors } = rule;
  const target = readObject(policy, side);
  // Taken for none it would mean everyone.
  if (target === null && (policy[side] ?? null) !== null) {
    errors.push(itemErrors.notAllowed(side, ["an object"]));
    return null;
  }
  const flatValue = readText(policy, `${side}Value`);
  const given = target?.["type"] ?? policy[`${side}Type`] ?? "everyone";
  const type = readEnum(given, { field: `${side}.type`, allowed: targetTypes, errors });
  if (type === null) return null;
  const field = valueFields[type];
  if (field === null) return { type };
  if (field === "attribute") {
    const attribute = readObject(target, "attribute");
    if (attribute === null) errors.push(itemErrors.missing(`${side}.attribute`));
    return attribute === null ? null : { type, attribute };
  }
  const value = readText(target, field) ?? flatValue;
  if (value === null) errors.push(itemErrors.missing(`${side}.${field}`));
  else if (value === "") errors.push(itemErrors.blank(`${side}.${field}`));
  else if (field === "emailAddress" && !isAddress(value))
    errors.push(itemErrors.invalidAddress(`${side}.${field}`));
  return value === null ? null : { type, [field]: value };
}

function readPolicyDate(
  policy: JsonObject,
  rule: { readonly field: "fromDate" | "toDate"; readonly errors: ItemError[] },
): number | null {
  const given = policy[rule.field] ?? null;
  if (given === null) return null;
  const time = typeof given === "string" ? parseDate(given) : null;
  if (time === null) rule.errors.push(itemErrors.invalidDate(rule.field));
  return time;
}

/** Members of other names are passed over: clients are known to send some. */
function readConditions(given: unknown, errors: ItemError[]): PolicyConditions {
  if (!isObject(given)) {
    errors.push(itemErrors.notAllowed("conditions", ["an object"]));
    return {};
  }
  const conditions: Record<string, readonly string[]> = {};
  for (const field of ["sourceIPs", "hostnames", "spfDomains"]) {
    const values = given[field] ?? null;
    if (values === null || (Array.isArray(values) && values.length === 0)) continue;
    const texts = Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
    const isGood =
      Array.isArray(values) &&
      texts.length === values.length &&
      texts.every((text) => (field === "sourceIPs" ? isRange(text) : /^[^\s@]+$/.test(text)));
    if (isGood) conditions[field] = texts;
    else errors.push(itemErrors.notAllowed(field, [field === "sourceIPs" ? "IP ranges" : "names"]));
  }
  return conditions;
}

function isRange(text: string): boolean {
  try {
    return new IpRanges([text]).texts.length === 1;
  } catch {
    return false;
  }
}
