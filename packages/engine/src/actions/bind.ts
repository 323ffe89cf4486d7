import type { MimecastClient } from "@postern/mimecast";
import { PosternError } from "../errors/postern-error.js";
import type { Action, HistoryTarget } from "./action.js";
import type { TenantObject } from "./plan.js";

type Item = Readonly<Record<string, unknown>>;

/** An action with its input parsed: what the engine works with, whatever the input's type. */
export interface BoundTarget {
  /** The input as it was understood. */
  readonly input: Item;
  readonly sentence: string;
  readonly warnings: readonly string[];
  readonly history: HistoryTarget;
  readonly undoSentence: string;
  readonly createItem: (reason: string) => Item;
  readonly find: (client: MimecastClient, signal?: AbortSignal) => Promise<readonly TenantObject[]>;
}

export interface BoundAction {
  readonly name: string;
  readonly sentence: string;
  readonly operations: Action<Item>["operations"];
  readonly probe: (client: MimecastClient, signal: AbortSignal) => Promise<void>;
  readonly removeItem: (object: TenantObject) => Item;
  readonly restoreItem: (object: TenantObject) => Item;
  /** Throws `bad-usage` for input of the wrong shape, `plan-refused` for what must not be run. */
  readonly aim: (input: Item) => BoundTarget;
}

export function bindAction<Input extends Item>(action: Action<Input>): BoundAction {
  const { name, sentence, operations, probe, removeItem, restoreItem } = action;
  return {
    name,
    sentence,
    operations,
    probe,
    removeItem,
    restoreItem,
    aim(raw) {
      const parsed = action.input.safeParse(raw);
      if (!parsed.success) {
        const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
        throw new PosternError("bad-usage", `${name}: ${problems.join("; ")}.`);
      }
      const input = parsed.data;
      const refusal = action.refuse(input);
      if (refusal !== null) throw new PosternError("plan-refused", `${name}: ${refusal}`);
      return {
        input,
        sentence: action.describe(input),
        warnings: action.warn(input),
        history: action.history(input),
        undoSentence: action.undoSentence(input),
        createItem: (reason) => action.createItem(input, reason),
        find: (client, signal) => action.find(client, input, signal),
      };
    },
  };
}
