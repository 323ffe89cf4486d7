import type { FamilyName } from "./families.js";
import { everything, type PolicyDraft } from "./policy.js";

/** A policy that every new account comes with. */
export interface GivenPolicy {
  readonly draft: PolicyDraft;
  /** It can be changed, and never deleted. */
  readonly isPermanent: boolean;
}

/** The profile groups that the policies of a new account are about, by their ids. */
export interface GivenGroups {
  /** Whom it holds is blocked for the whole company. */
  readonly blocked: string;
  /** Whom it holds may send to the outside by way of the company. */
  readonly relay: string;
}

/** What new accounts come with (actions reference, 2.2); all descriptions are guessed. */
export function givenPolicies(
  groups: GivenGroups,
): Partial<Readonly<Record<FamilyName, readonly GivenPolicy[]>>> {
  return {
    "blocked-senders": [
      {
        draft: {
          ...everything,
          description: "Default Blocked Senders Policy",
          fromPart: "both",
          from: { type: "profile_group", groupId: groups.blocked },
          to: { type: "internal_addresses" },
          option: "block_sender",
          definitionId: null,
        },
        isPermanent: false,
      },
      {
        draft: {
          ...everything,
          description: "Default External to External Block",
          from: { type: "external_addresses" },
          to: { type: "external_addresses" },
          option: "block_sender",
          definitionId: null,
        },
        isPermanent: true,
      },
      {
        draft: {
          ...everything,
          description: "Default Relay Exception",
          from: { type: "profile_group", groupId: groups.relay },
          to: { type: "external_addresses" },
          option: "no_action",
          definitionId: null,
        },
        isPermanent: false,
      },
    ],
    "anti-spoofing": [
      {
        // Mail from outside in the company's own name is refused.
        draft: {
          ...everything,
          description: "Default Anti-Spoofing Policy",
          fromPart: "both",
          from: { type: "internal_addresses" },
          to: { type: "internal_addresses" },
          option: "apply",
          definitionId: null,
        },
        isPermanent: false,
      },
    ],
  };
}

/** Whether it keeps others from sending to others by way of the company: an account has one such policy. */
export function blocksRelay({ option, from, to }: Pick<PolicyDraft, "option" | "from" | "to">): boolean {
  return option === "block_sender" && from.type === "external_addresses" && to.type === "external_addresses";
}
