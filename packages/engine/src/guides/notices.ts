import type { GuidePlan } from "./plan.js";

/** What stands at the head of every guide, since it may reach somebody by mail who did not ask for it. */
export function commonNotices({ choices }: GuidePlan): readonly string[] {
  return [
    "This page asks you to make keys to your company's mail. If you did not expect it, ask the person who sent it by another way than by answering the mail.",
    "Nothing here asks for a password of yours, and no key is ever written on this page.",
    ...(choices.msp
      ? [
          "You said that this account belongs to a managed service provider: the first step is for you, before anything else.",
        ]
      : []),
  ];
}
