import { makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** What a managed service provider must have settled before any key exists. */
export function acknowledgeMsp({ choices, generation }: GuidePlan): readonly Step[] {
  if (!choices.msp) return [];
  return [
    makeStep({
      id: "msp-acknowledgement",
      title: "If you manage the mail of several clients: settle whose data this is",
      instructions: [
        "Know what the keys reach. Keys made at the level of a service provider's account answer with the data of **every client** of that account, and they can't be made for one client alone.",
        "Make sure that your contracts, and the law where your clients are, let you take the data of all of them to where Postern runs. If one of them has not agreed, stop here.",
        "Where it can be done, work client by client instead: follow this guide inside each client's own account and give Postern one connection per client. Then data, quota, failures and a withdrawal stay that client's own.",
        "Write down who agreed to this, for whom and when, and keep it where an auditor would look.",
      ],
      warnings: [
        "Assume that actions reach as far: nobody documents that a block made with provider-wide keys stops at one client. Make acting keys in the client's own account only.",
        "The Partner Administrator role manages application roles but has no protected permissions; a client's own administrator may have to create the role.",
        ...(generation === "2.0"
          ? [
              "Texts about partner applications name two ways of picking a client in a call: the header `x-mc-accountcode`, and `accountCode` in the request. Postern sends neither: a connection reaches what its keys reach.",
            ]
          : []),
      ],
    }),
  ];
}
