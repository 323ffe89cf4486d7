import type { Fault } from "../faults/fault.js";

/** What happens to a tenant, as data: a file of it is JSON in the same words. */
export interface Scenario {
  readonly name: string;
  readonly description?: string;
  /** Same seed, same company and same traffic. */
  readonly seed?: number;
  readonly company?: ScenarioCompany;
  readonly messagesPerDay?: number;
  /** `calm`: no phishing and no risky administrators beside the timeline. Default `usual`. */
  readonly background?: "usual" | "calm";
  readonly timeline?: readonly Happening[];
  /** More accounts of the same service provider: its own application can address them by their code. */
  readonly accounts?: readonly ScenarioAccount[];
}

export interface ScenarioCompany {
  readonly name?: string;
  /** Below `.example`. */
  readonly domain?: string;
}

/** An account beside the first one, with seed and timeline of its own. */
export type ScenarioAccount = Pick<
  Scenario,
  "seed" | "company" | "messagesPerDay" | "background" | "timeline"
>;

/** Somebody of the company: an address, or a number. The first six administer the account. */
export type WhoIs = string | number;

interface Moment {
  /** Milliseconds from the start of the scenario; below zero it has happened before. */
  readonly at: number;
}

export const riskyActs = ["strange-log-on", "raise-permission", "weaken-policy", "export-mailbox"] as const;

export type Happening = Moment &
  (
    | {
        readonly happens: "campaign";
        /** What the mails are about; one of `lureNames`. */
        readonly lure?: string;
        /** How many people the first wave reaches, or who they are. Default 10. */
        readonly recipients?: number | readonly WhoIs[];
        /** When the waves begin, in milliseconds after `at`. Default: one, at once. */
        readonly waves?: readonly number[];
        /** Of the recipients, which part clicks: 0 to 1. Default 0.5. */
        readonly clickers?: number;
      }
    | {
        readonly happens: "takeover";
        /** Whose account. Default 7. */
        readonly person?: WhoIs;
        /** Where their mail is forwarded to. */
        readonly forwardTo?: string;
        /** Mails sent to colleagues, and outside. Default 12 and 40. */
        readonly internal?: number;
        readonly outbound?: number;
      }
    | {
        readonly happens: "admin-act";
        readonly act: (typeof riskyActs)[number];
        /** Default 0, the first administrator. */
        readonly by?: WhoIs;
        /** Who gets the permission, whose mailbox is exported. Default 8. */
        readonly whom?: WhoIs;
        /** From an address nobody of the company has. A strange log-on always is. */
        readonly fromOutside?: boolean;
      }
    | {
        readonly happens: "fault";
        /** What goes wrong; its `from` and `until` are this happening's. */
        readonly fault: Fault;
        /** For how long, in milliseconds. Default ten minutes. */
        readonly lasts?: number;
      }
  );

/** A scenario that can't be read, with the place in the document. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}
