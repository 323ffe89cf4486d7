import type { Generation } from "@postern/mimecast/catalogue";

/** A check of `postern doctor` that shows whether a step was done rightly. */
export type CheckId =
  | "application"
  | "binding-ttl"
  | "clock"
  | "enhanced-logging"
  | "ip-range"
  | "propagation"
  | "region"
  | "signature"
  | "token"
  | `action:${string}`
  | `feed:${string}`
  | `permission:${string}`
  | `product:${string}`;

/** A field of a form in the console. */
export interface Field {
  readonly label: string;
  readonly value: string;
  /** `exact`: type or choose this very value. `own`: the reader puts in a value of theirs. */
  readonly kind: "exact" | "own";
  readonly note?: string;
}

/** One box to tick in the console, with the feeds and actions that need it. */
export interface Tick {
  readonly kind: "product" | "permission";
  /** Spelled as the catalogue has it. */
  readonly name: string;
  readonly why: string;
  readonly note?: string;
}

export interface Wait {
  readonly minutes: number;
  readonly reason: string;
  /** Begins when its step is done; must be over before this step. What lies between is done meanwhile. */
  readonly before: string;
}

/** Where the published guides and the vendor's own texts don't agree. */
export interface Disagreement {
  readonly question: string;
  readonly sides: readonly string[];
  readonly recommendation: string;
  /** The checks that show which side is right for this tenant; empty where none can. */
  readonly settledBy: readonly CheckId[];
}

/** Texts may hold `code` and **labels**; the renderings know these two marks and no others. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** Menu path in the console; empty where the step is done elsewhere. */
  readonly where: readonly string[];
  readonly instructions: readonly string[];
  readonly fields: readonly Field[];
  readonly tick: readonly Tick[];
  /** Not needed by what was chosen: for what may be wanted later, where it can't be added later. */
  readonly consider: readonly Tick[];
  /** To run where Postern runs. */
  readonly commands: readonly string[];
  readonly wait?: Wait;
  readonly warnings: readonly string[];
  readonly disagreements: readonly Disagreement[];
  readonly checkedBy: readonly CheckId[];
}

/** What Postern is to be allowed, in words for the person who is asked to allow it. */
export interface Purpose {
  readonly kind: "feed" | "action";
  readonly name: string;
  readonly sentence: string;
}

/** The steps that connect a tenant. Holds no secret, and nothing to put one into. */
export interface Guide {
  readonly generation: Generation;
  readonly title: string;
  readonly audience: string;
  readonly purposes: readonly Purpose[];
  /** What to know before beginning. */
  readonly notices: readonly string[];
  readonly prerequisites: readonly string[];
  readonly steps: readonly Step[];
  readonly afterwards: readonly string[];
}

export interface GuideChoices {
  /** `custom`: exactly what is needed. `basic-administrator`: the built-in role, which may do more. */
  readonly role: "custom" | "basic-administrator";
  /** Second factor of the API 1.0 service account. */
  readonly twoStep: "none" | "sms-or-email" | "third-party";
  /** How accounts of the tenant prove who they are when they sign in. */
  readonly signIn: "cloud-password" | "directory-password" | "saml";
  readonly msp: boolean;
  /** Two applications, one that reads and one that acts. */
  readonly separateActingCredential: boolean;
  /** The addresses Postern calls from, as seen from outside; addresses or ranges, empty where unknown. */
  readonly ipRanges: readonly string[];
  readonly tenantName?: string;
}

export interface GuideRequest {
  readonly generation: Generation;
  readonly feeds: readonly string[];
  readonly actions: readonly string[];
  readonly choices: GuideChoices;
}

/** A step with what it leaves out empty. */
export function makeStep(step: Partial<Step> & Pick<Step, "id" | "title" | "instructions">): Step {
  return {
    where: [],
    fields: [],
    tick: [],
    consider: [],
    commands: [],
    warnings: [],
    disagreements: [],
    checkedBy: [],
    ...step,
  };
}
