import type { Generation, MimecastClient, OperationName } from "@postern/mimecast";
import type { z } from "zod";
import { PosternError } from "../../errors/postern-error.js";
import type {
  ActionFamily,
  Consideration,
  HistoryTarget,
  Look,
  ReadingAction,
  WritingAction,
} from "./action.js";
import type { Bounds, Item, OwnMakings, PlannedCall, Reach, TenantObject } from "./plan.js";

/** A target of an action, its input parsed. */
export interface BoundTarget {
  /** The input as it was understood. */
  readonly input: Item;
  readonly sentence: string;
  readonly warnings: readonly string[];
  readonly reach: Reach;
  readonly history: HistoryTarget | null;
  /** What a plan says where it can't be read. */
  readonly blindSpot: string;
  readonly undo: { readonly isPossible: boolean; readonly sentence: string };
}

/** What was found when the run was planned; null while it is. */
type Before = readonly TenantObject[] | null;

/** The tenant as it was read once, for all targets of a run. */
export interface View {
  /** Null: the API has no way to read it. */
  readonly found: (target: BoundTarget, before?: Before) => readonly TenantObject[] | null;
  readonly isDone: (target: BoundTarget, before?: Before) => boolean;
  readonly consider: (target: BoundTarget) => Consideration;
  readonly calls: (target: BoundTarget, reason: string) => readonly PlannedCall[];
  readonly undoCalls: (
    target: BoundTarget,
    run: {
      readonly before: readonly TenantObject[] | null;
      readonly after: readonly TenantObject[] | null;
    },
  ) => readonly PlannedCall[];
}

interface BoundBase {
  readonly name: string;
  readonly family: ActionFamily;
  readonly sentence: string;
  readonly generations: readonly Generation[];
  readonly isUsual: boolean;
  /** What it makes no call lists; null where there is a list. */
  readonly unlisted: OperationName | null;
  /** What a target is made of. */
  readonly input: z.ZodType<Item>;
  readonly operations: (generation: Generation) => {
    readonly reads: readonly OperationName[];
    readonly writes: readonly OperationName[];
  };
}

/** A writing action, whatever the type of its input. */
export interface BoundWriting extends BoundBase {
  readonly kind: "writing";
  readonly canUndo: boolean;
  /** The look that follows to its end what it begins; null where it ends with the run. */
  readonly followedBy: string | null;
  readonly undoSentence: (generation: Generation) => string;
  readonly probe: (client: MimecastClient, signal: AbortSignal) => Promise<void>;
  /** Why input of the right shape must not be run, whatever the tenant holds; null when it may. */
  readonly refuse: (raw: Item) => string | null;
  /** Throws `bad-usage` for input of the wrong shape, `plan-refused` for what must not be run. */
  readonly aim: (raw: Item, generation: Generation) => BoundTarget;
  /** The targets as they are meant: the tenant may have to be asked. Throws as `aim` does. */
  readonly prepare: (
    client: MimecastClient,
    targets: readonly BoundTarget[],
    bounds: Bounds,
  ) => Promise<readonly BoundTarget[]>;
  readonly look: (
    client: MimecastClient,
    targets: readonly BoundTarget[],
    known: Bounds & OwnMakings,
  ) => Promise<View>;
}

export interface BoundReading extends BoundBase {
  readonly kind: "reading";
  readonly isPrivate: boolean;
  readonly isLive: boolean;
  readonly columns: ReadingAction<Item>["columns"];
  /** Throws `bad-usage` for input of the wrong shape. */
  readonly read: (client: MimecastClient, look: Look<Item>) => AsyncIterable<Item>;
}

export type BoundAction = BoundWriting | BoundReading;

export function bindWriting<Input extends Item, Reading>(
  action: WritingAction<Input, Reading>,
): BoundWriting {
  const { name, family, sentence, generations, operations, probe, undo } = action;
  const inputs = new WeakMap<BoundTarget, Input>();
  const inputOf = (target: BoundTarget): Input => {
    const input = inputs.get(target);
    if (input === undefined) throw new PosternError("internal", `${name} was given another action's target.`);
    return input;
  };
  const aim: BoundWriting["aim"] = (raw, generation) => {
    const input = parseInput(action.input, raw, name);
    const refusal = action.refuse?.(input) ?? null;
    if (refusal !== null) throw new PosternError("plan-refused", `${name}: ${refusal}`);
    const target: BoundTarget = {
      input,
      sentence: action.describe(input),
      warnings: action.warn?.(input, generation) ?? [],
      reach: action.reach(input),
      history: action.history?.(input) ?? null,
      blindSpot:
        action.blindSpot ??
        "The API has no way to read this: what stands there now is not known, and the run can't be verified.",
      undo: { isPossible: undo.isPossible, sentence: undo.sentence(generation) },
    };
    inputs.set(target, input);
    return target;
  };
  return {
    kind: "writing",
    name,
    family,
    sentence,
    generations,
    isUsual: action.isUsual ?? false,
    unlisted: action.unlisted ?? null,
    input: action.input,
    canUndo: undo.isPossible,
    followedBy: action.followedBy ?? null,
    undoSentence: undo.sentence,
    operations,
    probe,
    refuse: (raw) => action.refuse?.(parseInput(action.input, raw, name)) ?? null,
    aim,
    async prepare(client, targets, bounds) {
      if (action.prepare === undefined) return targets;
      const meant = await action.prepare(client, { ...bounds, inputs: targets.map(inputOf) });
      return meant.map((input) => aim(input, client.generation));
    },
    async look(client, targets, known) {
      const { generation } = client;
      const reading = await action.read(client, { ...known, inputs: targets.map(inputOf) });
      // Asked several times for each target, and to locate one goes through all that was read.
      const told = new WeakMap<BoundTarget, { before: Before; objects: ReturnType<View["found"]> }>();
      const found: View["found"] = (target, before = null) => {
        const last = told.get(target);
        if (last !== undefined && last.before === before) return last.objects;
        const objects = action.locate(reading, inputOf(target), before ?? []);
        told.set(target, { before, objects });
        return objects;
      };
      return {
        found,
        isDone(target, before = null) {
          const objects = found(target, before);
          if (objects === null) return false;
          return (
            action.isDone?.(inputOf(target), objects, before) ??
            objects.some(({ bearing }) => bearing === "same")
          );
        },
        consider: (target) => action.consider?.(inputOf(target), reading) ?? { refusal: null, warnings: [] },
        calls: (target, reason) =>
          action.calls(inputOf(target), { generation, reading, found: found(target), reason }),
        undoCalls: (target, { before, after }) =>
          undo.isPossible
            ? undo.calls(inputOf(target), {
                generation,
                reading,
                found: found(target, before),
                before,
                after,
              })
            : [],
      };
    },
  };
}

export function bindReading<Input extends Item>(action: ReadingAction<Input>): BoundReading {
  const { name, family, sentence, generations, operations, columns } = action;
  return {
    kind: "reading",
    name,
    family,
    sentence,
    generations,
    isUsual: action.isUsual ?? false,
    unlisted: action.unlisted ?? null,
    input: action.input,
    operations,
    columns,
    isPrivate: action.isPrivate ?? false,
    isLive: action.isLive ?? false,
    read: (client, look) =>
      action.read(client, { ...look, input: parseInput(action.input, look.input, name) }),
  };
}

function parseInput<Input>(schema: z.ZodType<Input>, raw: Item, name: string): Input {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
  throw new PosternError("bad-usage", `${name}: ${problems.join("; ")}.`);
}
