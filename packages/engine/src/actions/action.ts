import type { MimecastClient, OperationName } from "@postern/mimecast";
import type { z } from "zod";
import type { TenantObject } from "./plan.js";

/** Which events of ours an action would have hit. */
export type HistoryTarget =
  | { readonly sender: string }
  | { readonly url: string }
  | { readonly host: string };

/**
 * Something Postern can do in a tenant. The file of an action declares; the engine plans, records the intent,
 * calls once, reads back and undoes.
 */
export interface Action<Input extends Readonly<Record<string, unknown>>> {
  readonly name: string;
  /** A plain sentence of what it does. */
  readonly sentence: string;
  readonly input: z.ZodType<Input>;
  readonly operations: {
    readonly list: OperationName;
    readonly create: OperationName;
    readonly remove: OperationName;
  };
  readonly describe: (input: Input) => string;
  /** Why this input must not be run; null when it may. */
  readonly refuse: (input: Input) => string | null;
  readonly warn: (input: Input) => readonly string[];
  /** The smallest reading call that shows whether the action is permitted. */
  readonly probe: (client: MimecastClient, signal: AbortSignal) => Promise<void>;
  /** Everything in the tenant that bears on the target, found by meaning: ids of the vendor change between reads. */
  readonly find: (
    client: MimecastClient,
    input: Input,
    signal?: AbortSignal,
  ) => Promise<readonly TenantObject[]>;
  readonly createItem: (input: Input, reason: string) => Readonly<Record<string, unknown>>;
  readonly removeItem: (object: TenantObject) => Readonly<Record<string, unknown>>;
  /** The item that makes an object again as it stood before. */
  readonly restoreItem: (object: TenantObject) => Readonly<Record<string, unknown>>;
  readonly history: (input: Input) => HistoryTarget;
  readonly undoSentence: (input: Input) => string;
}
