import { formatUtc } from "../clicks/click-row.js";
import type { BlockedSendersPolicy, PolicyTarget } from "../console/blocked-senders.js";

const eternalFrom = "1900-01-01T00:00:00+0000";
const eternalTo = "2100-01-01T23:59:59+0000";

function describeValue(target: PolicyTarget): string | null {
  return target.emailAddress ?? target.emailDomain ?? target.groupId ?? target.headerDisplayName ?? null;
}

/** A policy as the legacy calls answer it: targets twice, and dates of 1900 and 2100 for an eternal one. */
export function showPolicy(policy: BlockedSendersPolicy): unknown {
  const fromValue = describeValue(policy.from);
  const toValue = describeValue(policy.to);
  return {
    option: policy.option,
    id: policy.id,
    policy: {
      description: policy.description,
      fromPart: policy.fromPart,
      from: policy.from,
      to: policy.to,
      fromType: policy.from.type,
      ...(fromValue === null ? {} : { fromValue }),
      toType: policy.to.type,
      ...(toValue === null ? {} : { toValue }),
      // A dated policy answers without the flags.
      ...(policy.fromEternal ? { fromEternal: true } : {}),
      ...(policy.toEternal ? { toEternal: true } : {}),
      fromDate: policy.fromDate === null ? eternalFrom : formatUtc(policy.fromDate),
      toDate: policy.toDate === null ? eternalTo : formatUtc(policy.toDate),
      override: policy.override,
      bidirectional: policy.bidirectional,
      conditions: policy.conditions,
      enabled: policy.enabled,
      enforced: policy.enforced,
      ...(policy.comment === null ? {} : { comment: policy.comment }),
      createTime: formatUtc(policy.createTime),
      lastUpdated: formatUtc(policy.lastUpdated),
    },
  };
}
