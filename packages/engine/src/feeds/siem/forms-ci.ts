import type { EcsKind, FormEvent, OcsfKind } from "../../forms/event.js";
import type { FeedForms } from "../../forms/feed-forms.js";
import { ocsfClasses } from "../../forms/ocsf/classes.js";
import type { Meaning } from "../../vocabulary/index.js";
import { dispositionOf, isStopped, type Judgement, type Severity } from "../../vocabulary/judgement.js";
import { isRecord } from "../decoding/decode.js";
import { fieldsByTypeCi, fieldsCi } from "./fields-ci.js";
import { refineClick } from "./forms.js";
import { judgeClick } from "./judge.js";

export const integratedForms: FeedForms = {
  dataset: "mimecast.siem-ci",
  product: "Email Security Cloud Integrated",
  fields: fieldsCi,
  fieldsByType: fieldsByTypeCi,
  refine: refineIntegrated,
  judge: judgeIntegrated,
  ecs: ({ type }) => (type === "urlclick" ? click : mail),
  ocsf: describeOcsf,
  ocsfClasses: (type) =>
    type === null ? [...classesOfType.values()].flat() : (classesOfType.get(type) ?? [ocsfClasses.baseEvent]),
};

const classesOfType = new Map<string, readonly number[]>([
  ["entities", [ocsfClasses.emailActivity]],
  ["urlclick", [ocsfClasses.emailActivity, ocsfClasses.detectionFinding]],
]);

const mail: EcsKind = { category: ["email"] };
const click: EcsKind = { category: ["email", "web"], type: ["access", "info"] };

function refineIntegrated(meaning: Meaning, _record: unknown, type: string): void {
  switch (type) {
    case "entities":
      meaning.policy = namePolicy(meaning.rest["policiesApplied"]);
      break;
    case "mailflow":
      meaning.spamDetail = readChecks(meaning.rest["authResults"]);
      break;
    case "urlclick":
      refineClick(meaning);
      break;
    default:
      break;
  }
}

/** The policy that did something; where none did, the one that applied, if there was but one. */
function namePolicy(applied: unknown): string | undefined {
  if (!Array.isArray(applied)) return undefined;
  const policies = applied.filter(isRecord);
  const acting = policies.find(({ action }) => typeof action === "string" && action !== "DO_NOTHING");
  const names = new Set(policies.map(({ name }) => name));
  const name = acting?.["name"] ?? (names.size === 1 ? policies[0]?.["name"] : undefined);
  return typeof name === "string" ? name : undefined;
}

/** `[{ type: "SPF", result: "pass" }]` in the layout of the gateway's checks: `{ spf: { info: "pass" } }`. */
function readChecks(results: unknown): unknown {
  if (!Array.isArray(results)) return undefined;
  const checks: Record<string, { readonly info: unknown }> = {};
  for (const { type, result } of results.filter(isRecord)) {
    if (type === "SPF" || type === "DKIM" || type === "DMARC") checks[type.toLowerCase()] = { info: result };
  }
  return Object.keys(checks).length === 0 ? undefined : checks;
}

function judgeIntegrated({ meaning, type }: FormEvent): Judgement {
  if (type === "entities") return judgeEntity(meaning);
  if (type === "urlclick") return judgeClick(meaning);
  return { disposition: null, severity: 1, isFinding: false, outcome: "success" };
}

/** What is no detection: the first means clean, the second that nobody looked. */
const nothingFound: ReadonlySet<string> = new Set(["NO_DETECTIONS", "POLICIES_DISABLED"]);

/** A tag is a finding too, where the policies that would have acted on it are off. */
function judgeEntity({ action, verdict, rest }: Meaning): Judgement {
  const disposition = dispositionOf(action);
  const tags = Array.isArray(rest["tags"]) ? rest["tags"] : [];
  const found = verdict === undefined || nothingFound.has(verdict) ? tags : [verdict, ...tags];
  if (found.length === 0) return { disposition, severity: 1, isFinding: false, outcome: "success" };
  return {
    disposition,
    severity: severityOf(found, isStopped(disposition)),
    isFinding: true,
    outcome: "success",
  };
}

function severityOf(found: readonly unknown[], stopped: boolean): Severity {
  const words = found.join(" ").toUpperCase();
  if (words.includes("MALWARE")) return 4;
  if (words.includes("PHISH")) return stopped ? 3 : 4;
  return found.every((word) => word === "SPAM" || word === "UNTRUSTWORTHY") ? 2 : 3;
}

function describeOcsf({ type, meaning }: FormEvent, { isFinding }: Judgement): OcsfKind {
  switch (type) {
    case "entities":
      return { classUid: ocsfClasses.emailActivity, activityId: 3 };
    case "urlclick": {
      if (!isFinding)
        return { classUid: ocsfClasses.emailActivity, activityId: 99, activityName: "URL Click" };
      const title = `URL clicked: ${meaning.urlCategory ?? "category not named"}`;
      return { classUid: ocsfClasses.detectionFinding, activityId: 1, title };
    }
    // Without an address the line is no email event of its own: it adds to that of the same mail.
    default:
      return { classUid: ocsfClasses.baseEvent, activityId: 99, activityName: type };
  }
}
