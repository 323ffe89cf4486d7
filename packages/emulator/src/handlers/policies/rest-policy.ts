import type { BlockedSendersPolicy, PolicyDraft, PolicyTarget } from "../../console/blocked-senders.js";
import { Refusal } from "../../wire/answer.js";
import { type JsonObject, readFlag, readObject, readText } from "../../wire/decode.js";
import { type ItemError, itemErrors, wireErrors } from "../../wire/errors.js";
import { readPolicyDraft } from "../policy-draft.js";

/** These the older calls alone take. */
const legacyTypes: readonly unknown[] = ["free_mail_domains", "header_display_name"];

/** A policy in the words of API 2.0: flat, `domain` for `emailDomain`, and dates in ISO 8601. */
export function showRestPolicy(policy: BlockedSendersPolicy): JsonObject {
  const { id, option, description, fromPart, from, to, fromDate, toDate, conditions } = policy;
  return {
    id,
    description,
    option,
    fromPart,
    from: showTarget(from),
    to: showTarget(to),
    enabled: policy.enabled,
    enforced: policy.enforced,
    override: policy.override,
    bidirectional: policy.bidirectional,
    fromEternal: policy.fromEternal,
    toEternal: policy.toEternal,
    ...(fromDate === null ? {} : { fromDateTime: new Date(fromDate).toISOString() }),
    ...(toDate === null ? {} : { toDateTime: new Date(toDate).toISOString() }),
    ...(policy.comment === null ? {} : { comment: policy.comment }),
    sourceIPs: conditions["sourceIPs"] ?? [],
  };
}

/** Throws for what is no policy. */
export function readRestPolicy(body: JsonObject): PolicyDraft {
  const { option, fromDateTime, toDateTime, sourceIPs, ...policy } = body;
  const foreign = ["from", "to"].filter((side) => legacyTypes.includes(readObject(body, side)?.["type"]));
  const draft =
    foreign.length > 0
      ? foreign.map((side) => itemErrors.notAllowed(`${side}.type`, ["a type of API 2.0"]))
      : readPolicyDraft({
          option,
          policy: {
            ...policy,
            from: readTarget(readObject(body, "from")),
            to: readTarget(readObject(body, "to")),
            fromDate: fromDateTime,
            toDate: toDateTime,
            conditions: Array.isArray(sourceIPs) && sourceIPs.length > 0 ? { sourceIPs } : {},
          },
        });
  if ("option" in draft) return draft;
  throw new Refusal(wireErrors.restRefused(draft.map(renameField)));
}

/** A policy with some of its fields changed; what becomes eternal loses its date. */
export function patchRestPolicy(policy: BlockedSendersPolicy, changes: JsonObject): PolicyDraft {
  const merged: Record<string, unknown> = { ...showRestPolicy(policy), ...changes };
  if (readFlag(changes, "fromEternal") === true) delete merged["fromDateTime"];
  if (readFlag(changes, "toEternal") === true) delete merged["toDateTime"];
  return readRestPolicy(merged);
}

function showTarget({ emailDomain, ...target }: PolicyTarget): JsonObject {
  return { ...target, ...(emailDomain === undefined ? {} : { domain: emailDomain }) };
}

function readTarget(target: JsonObject | null): JsonObject | null {
  if (target === null) return null;
  const { domain, group, ...rest } = target;
  const groupId = readText(group, "id");
  return {
    ...rest,
    ...(domain === undefined ? {} : { emailDomain: domain }),
    ...(groupId === null ? {} : { groupId }),
  };
}

const spellings: Readonly<Record<string, string>> = {
  emailDomain: "domain",
  fromDate: "fromDateTime",
  toDate: "toDateTime",
};

function renameField(error: ItemError): ItemError {
  const field = error.field?.replace(/emailDomain|fromDate|toDate/, (name) => spellings[name] ?? name);
  return field === undefined ? error : { ...error, field };
}
