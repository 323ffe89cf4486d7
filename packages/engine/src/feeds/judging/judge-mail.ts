import { dispositionOf, type Judgement } from "../../vocabulary/judgement.js";

/** What a mail comes to of which several feeds tell: it is the same in all of them. */

/** A mail that could not be taken as it was, whoever had sent it. */
const formWords = /recipient|loop|too (?:big|large)|\bsize\b|relay|syntax|timed? ?out|greylist/i;
const malwareWords = /virus|malware|malicious/i;

/** A mail that the gateway did not take, by the vendor's name for the kind of refusal. */
export function judgeRefusal(type: string | undefined): Judgement {
  const found = kindOfRefusal(type);
  if (found === "form") {
    return { disposition: "rejected", severity: 2, isFinding: false, outcome: "failure" };
  }
  const severity = found === "malware" ? 4 : 2;
  return { disposition: "blocked", severity, isFinding: true, outcome: "failure" };
}

/** Refusals are an open set of texts: what is neither malware nor a matter of form was refused for a policy. */
function kindOfRefusal(type: string | undefined): "malware" | "form" | "policy" {
  if (type === undefined) return "policy";
  if (malwareWords.test(type)) return "malware";
  return formWords.test(type) ? "form" : "policy";
}

/** A mail that imitates somebody: always a finding, whatever was done about it. */
export function judgeImitation(
  action: string | undefined,
  tagged: { readonly isMalicious: boolean; readonly isExternal: boolean },
): Judgement {
  const done = dispositionOf(action) ?? "detected";
  const isTagged = tagged.isMalicious || tagged.isExternal;
  return {
    disposition: done === "detected" && isTagged ? "tagged" : done,
    severity: tagged.isMalicious ? 3 : 2,
    isFinding: true,
    outcome: "success",
  };
}
