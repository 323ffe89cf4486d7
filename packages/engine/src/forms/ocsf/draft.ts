import type { Meaning } from "../../vocabulary/index.js";
import type { Judgement } from "../../vocabulary/judgement.js";
import type { FormDocument, FormEvent, OcsfKind } from "../event.js";
import type { OcsfClass } from "./classes.js";

/** Where an analyst's search starts: a value, and the attribute that holds it. */
export interface Observable {
  /** Path of the attribute, such as `evidences[0].url.url_string`. */
  readonly name: string;
  readonly type_id: number;
  readonly value: string;
}

/** `type_id` of observables (OCSF 1.8.0). */
export const observableTypes = {
  host: 1,
  ip: 2,
  user: 4,
  address: 5,
  url: 6,
  fileName: 7,
  hash: 8,
  messageId: 42,
} as const;

type Profile = "security_control" | "host";

/** An OCSF document in the making. */
export interface Draft {
  readonly event: FormEvent;
  readonly judgement: Judgement;
  readonly kind: OcsfKind;
  readonly ofClass: OcsfClass;
  /** What no attribute holds so far: whoever places a term takes it away, and the rest ends in `unmapped`. */
  readonly left: Meaning;
  readonly document: FormDocument;
  readonly observables: Observable[];
  readonly profiles: Profile[];
}

/** Attributes of a profile may stand in a document that names it. */
export function useProfile({ profiles }: Draft, profile: Profile): void {
  if (!profiles.includes(profile)) profiles.push(profile);
}

/** Sets an attribute that there is something to say of. */
export function setIfKnown(target: FormDocument, key: string, value: unknown): void {
  if (value !== null && value !== undefined) target[key] = value;
}
