import type { Generation } from "@postern/mimecast/catalogue";
import type { Emulation } from "../tenant/emulation.js";
import type { Answer } from "../wire/answer.js";
import type { EmulatedOperationName, OperationTraits } from "../wire/routes.js";
import type { Visitor } from "../wire/visitor.js";

/** A call that has passed the gate. */
export interface Call {
  readonly generation: Generation;
  readonly operation: OperationTraits;
  readonly visitor: Visitor;
  readonly query: URLSearchParams;
  /** The ids in the path, unescaped, in order. */
  readonly pathIds: readonly string[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bodyText: string;
  /** The body where the operation takes a file; null elsewhere. */
  readonly file: Buffer | null;
  /** The parsed JSON body; undefined when there is none. */
  readonly body: unknown;
}

export type Handler = (call: Call, emulation: Emulation) => Answer | Promise<Answer>;

/** The handlers of one concept, under the names of their operations. */
export type HandlerGroup = Readonly<Partial<Record<EmulatedOperationName, Handler>>>;
