import type { Item } from "../actions/model/plan.js";
import { chooseMethod } from "../actions/senders/choose-method.js";
import type { Scope } from "./scope.js";
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
  return [...urlSteps(scope), ...senderSteps(scope), ...remediationSteps(target, scope)];
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
