import type { VendorRecord } from "../feeds/feed.js";
import type { Field, Meaning } from "../vocabulary/index.js";
import type { Judgement } from "../vocabulary/judgement.js";
import type { EcsKind, FormDocument, FormEvent, OcsfKind } from "./event.js";

/**
 * What a feed declares of its ECS and OCSF forms. The table of fields says what each field means; both writers take
 * it from there. What is left to say is what a record comes to, and what kind of event that is in either vocabulary.
 */
export interface FeedForms {
  /** `event.dataset`; the same for both generations, so that changing to 2.0 changes nothing behind us. */
  readonly dataset: string;
  /** Product of the vendor that wrote the record. */
  readonly product: string;
  readonly fields: readonly Field[];
  /** By event type, what the fields of that type mean. They count before `fields`, which serve what they lack. */
  readonly fieldsByType?: ReadonlyMap<string, readonly Field[]>;
  /** What `refine` reads out of a text, for the tables of fields: the name says where it stands. */
  readonly derived?: readonly Field[];
  /** What one field says about another, such as that a scan has no clicker; runs once the fields are read. */
  readonly refine?: (meaning: Meaning, record: VendorRecord, type: string) => void;
  readonly judge: (event: FormEvent) => Judgement;
  readonly ecs: (event: FormEvent, judgement: Judgement) => EcsKind;
  readonly ocsf: (event: FormEvent, judgement: Judgement) => OcsfKind;
  /** Numbers of the classes that `ocsf` gives, for one event type or (null) for all: the tables of fields need them. */
  readonly ocsfClasses: (type: string | null) => readonly number[];
  /** What terms can't say, such as an indicator of a threat; runs on the finished document. */
  readonly finishEcs?: (document: FormDocument, event: FormEvent) => void;
}

export const gatewayProduct = "Email Security Cloud Gateway";
