import { readTime } from "../../feeds/values/time.js";
import { isRow, type TenantRow } from "../model/read-all.js";

/** A policy of the older calls, in the form in which it can be written again: read-backs say more, and otherwise. */
export interface PolicyRow {
  readonly id: string;
  /** What stands beside `policy`: the option, the set of alterations. */
  readonly beside: TenantRow;
  readonly policy: TenantRow;
}

/** Null for what is no policy. */
export function readPolicyRow(row: TenantRow): PolicyRow | null {
  const { id, policy, ...beside } = row;
  if (typeof id !== "string" || !isRow(policy)) return null;
  return { id, beside, policy: makeWritable(policy) };
}

/**
 * Without the vendor's times and the targets' older flat twins; without the dates of 1900 and 2100 an eternal policy
 * answers with: given back, they would make it a dated one.
 */
export function makeWritable(policy: TenantRow): TenantRow {
  const {
    createTime: _created,
    lastUpdated: _updated,
    from,
    to,
    fromType,
    fromValue,
    toType,
    toValue,
    fromEternal,
    toEternal,
    fromDate,
    toDate,
    conditions,
    ...rest
  } = policy;
  return {
    ...rest,
    from: readTarget(from, { type: fromType, value: fromValue }),
    to: readTarget(to, { type: toType, value: toValue }),
    ...(isEternal(fromEternal, fromDate) ? { fromEternal: true } : { fromDate }),
    ...(isEternal(toEternal, toDate) ? { toEternal: true } : { toDate }),
    conditions: isRow(conditions) ? conditions : {},
  };
}

const firstReal = Date.UTC(1990, 0, 1);
const lastReal = Date.UTC(2100, 0, 1);

/** A dated policy leaves the flags out, so the date itself has to tell. */
function isEternal(flag: unknown, date: unknown): boolean {
  if (flag === true || date === undefined || date === null) return true;
  const time = readTime(date);
  return time === null || time < firstReal || time >= lastReal;
}

const valueFields: Readonly<Record<string, string>> = {
  email_domain: "emailDomain",
  individual_email_address: "emailAddress",
  profile_group: "groupId",
  header_display_name: "headerDisplayName",
};

function readTarget(target: unknown, flat: { readonly type: unknown; readonly value: unknown }): TenantRow {
  if (!isRow(target)) {
    const field = typeof flat.type === "string" ? valueFields[flat.type] : undefined;
    const type = flat.type ?? "everyone";
    return field === undefined ? { type } : { type, [field]: flat.value };
  }
  const { group, ...rest } = target;
  return isRow(group) ? { ...rest, groupId: group["id"] } : rest;
}
