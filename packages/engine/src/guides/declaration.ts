import type { Generation } from "@postern/mimecast/catalogue";
import type { Step } from "./guide.js";
import type { GuidePlan } from "./plan.js";

/** What a step declares: itself, once for each credential, or not at all. */
export type StepDeclaration = (plan: GuidePlan) => readonly Step[];

/** The guide of one generation: its texts, and its steps in the order in which they are done. */
export interface GuideDeclaration {
  readonly generation: Generation;
  readonly audience: string;
  readonly notices: (plan: GuidePlan) => readonly string[];
  readonly prerequisites: (plan: GuidePlan) => readonly string[];
  readonly steps: readonly StepDeclaration[];
  readonly afterwards: (plan: GuidePlan) => readonly string[];
}
