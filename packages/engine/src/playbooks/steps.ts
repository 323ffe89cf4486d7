import type { Item } from "../actions/model/plan.js";
import { chooseMethod } from "../actions/senders/choose-method.js";
import type { Scope } from "./scope.js";
import { isForNothingElse, type SenderDomain } from "./sender-domains.js";
import type { ContainmentTarget } from "./target.js";

/** A step as it is proposed, before it is planned. */
export interface StepIdea {
  /** Names it among the steps of a containment. */
  readonly key: string;
  readonly action: string;
  readonly inputs: readonly Item[];
  /** Why it is proposed, and why it is recommended or not. */
  readonly why: string;
  readonly isRecommended: boolean;
}

/** A sender of whose mail at least this part belongs to the incident is blocked; a partner whose mail was abused once is not. */
const leastShare = 0.5;
const mostSenders = 20;
const mostMessages = 100;
const mostUrls = 50;

/** What contains a target, in the order it is run: clicks first, then new mail, then what was delivered. Pure. */
export function listSteps(target: ContainmentTarget, scope: Scope): readonly StepIdea[] {
  return [
    ...urlSteps(scope),
    ...senderSteps(scope),
    ...senderDomainSteps(scope),
    ...remediationSteps(target, scope),
  ];
}

function urlSteps({ urls, hosts }: Scope): readonly StepIdea[] {
  if (urls.length === 0) return [];
  const explicit: StepIdea = {
    key: "url",
    action: "block-url",
    inputs: urls.map((url) => ({ url })),
    why: "The next click is stopped, in mail that was delivered already too.",
    isRecommended: true,
  };
  return [
    explicit,
    ...hosts.map(({ host, otherSenders }): StepIdea => {
      const [first] = otherSenders;
      const others = otherSenders.length > 1 ? ` and ${String(otherSenders.length - 1)} more` : "";
      return {
        key: hosts.length === 1 ? "host" : `host:${host}`,
        action: "block-url",
        inputs: [{ url: `https://${host}/`, matchType: "domain" }],
        why:
          first === undefined
            ? "No other sender's mail links to this host: its other pages belong to the same."
            : `Others link to this host too (${first}${others}): blocking it all would stop their mail's links as well.`,
        isRecommended: first === undefined,
      };
    }),
  ];
}

function senderSteps({ senders }: Scope): readonly StepIdea[] {
  const guilty = senders.filter(({ here, inAll }) => inAll === 0 || here / inAll >= leastShare);
  const abused = senders.filter((each) => !guilty.includes(each));
  return [...senderStep("sender", guilty, true), ...senderStep("other-sender", abused, false)];
}

function senderStep(key: string, senders: Scope["senders"], isRecommended: boolean): readonly StepIdea[] {
  const [first] = senders;
  if (first === undefined) return [];
  const chosen = senders
    .slice(0, mostSenders)
    .map(({ sender }) =>
      chooseMethod({ deed: "block", sender, recipient: null, method: null, senders: senders.length }),
    );
  const share = `${String(first.here)} of ${String(first.inAll)} messages of ${first.sender} belong here`;
  const [method] = chosen;
  if (method === undefined) return [];
  return [
    {
      key,
      action: method.action,
      inputs: chosen.map(({ input }) => input),
      why: `${share}${isRecommended ? "" : ": it may be a partner whose mail was abused"}. ${method.why}`,
      isRecommended,
    },
  ];
}

/** The next wave of a campaign comes from another mailbox: of a domain that is there for nothing else, all are blocked. */
function senderDomainSteps({ senderDomains }: Scope): readonly StepIdea[] {
  const fitting = senderDomains.filter(
    (each) => (each.sent ?? 0) === 0 && (each.resembles !== null || (each.isNew && each.unexplained === 0)),
  );
  return fitting.map((each): StepIdea => {
    const { action, input, why } = chooseMethod({
      deed: "block",
      sender: each.domain,
      recipient: null,
      method: null,
    });
    return {
      key: fitting.length === 1 ? "sender-domain" : `sender-domain:${each.domain}`,
      action,
      inputs: [input],
      why: `${describeDomain(each)} ${why}`,
      // One that is only new may be a supplier's whose first mail was abused.
      isRecommended: each.resembles !== null && isForNothingElse(each),
    };
  });
}

function describeDomain({ domain, senders, messages, ...evidence }: SenderDomain): string {
  const { unexplained, sent, days, resembles } = evidence;
  const like =
    resembles === null
      ? `${domain} was never seen before these days`
      : `${domain} is made to look like your own ${resembles}`;
  const written =
    sent === null ? "whether anybody here writes to it no mail log tells" : "nobody here ever wrote to it";
  const from = senders.length === 1 ? "one address" : `${String(senders.length)} addresses`;
  const bad =
    unexplained === 0
      ? `all ${String(messages)} messages from it (${from}) belong here or were found bad`
      : `${String(unexplained)} of ${String(messages)} messages from it (${from}) were not found bad: look at them first`;
  const span = days === 1 ? "the last day" : `the last ${String(days)} days`;
  return `${like}, ${written}, and ${bad}, in ${span} of what was collected. The next wave may come from another of its mailboxes.`;
}

function remediationSteps(target: ContainmentTarget, scope: Scope): readonly StepIdea[] {
  const { isMalicious } = scope;
  const judged = isMalicious
    ? "The tenant itself found it malicious."
    : "The tenant has not found it malicious: look first, since the API can't put the mail back.";
  const byUrl = remediateByUrl(scope, judged);
  if (target.kind === "url") return byUrl.map((step) => ({ ...step, key: "remediate" }));
  const ids = target.kind === "message" ? [target.messageId] : scope.messageIds;
  const few = ids.slice(0, mostMessages);
  if (few.length === 0) return byUrl;
  const more =
    ids.length > few.length ? ` The newest ${String(few.length)} of ${String(ids.length)} messages.` : "";
  return [
    {
      key: "remediate",
      action: "remediate-message",
      inputs: few.map((messageId) => ({ messageId })),
      why: `Copies in mailboxes go. ${judged}${more}`,
      isRecommended: isMalicious && target.kind === "message",
    },
    ...byUrl,
  ];
}

/** By what all copies hold: the events don't know every one of them. */
function remediateByUrl({ urls, hosts, isMalicious }: Scope, judged: string): readonly StepIdea[] {
  const own = hosts.filter(({ otherSenders }) => otherSenders.length === 0).flatMap((host) => host.urls);
  const all = [...new Set([...urls, ...own])];
  if (all.length === 0) return [];
  const few = all.slice(0, mostUrls);
  const what = few.length === 1 ? "the link" : `one of ${String(few.length)} links`;
  const more = all.length > few.length ? ` ${String(all.length)} links are known in all.` : "";
  return [
    {
      key: "remediate-url",
      action: "remediate-url",
      inputs: few.map((url) => ({ url })),
      why: `Every copy in a mailbox that holds ${what} goes, also those that no event tells of. ${judged}${more}`,
      isRecommended: isMalicious,
    },
  ];
}
