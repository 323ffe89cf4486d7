import type { Generation, MimecastClient, OperationName } from "@postern/mimecast";
import type { z } from "zod";
import type { Bounds, Item, OwnMakings, PlannedCall, Reach, TenantObject } from "./plan.js";

/** What belongs together for who looks for an action. */
export type ActionFamily =
  | "senders"
  | "urls"
  | "files"
  | "groups"
  | "held"
  | "messages"
  | "remediation"
  | "policies"
  | "users"
  | "account";

interface Named<Input extends Item> {
  readonly name: string;
  readonly family: ActionFamily;
  /** A plain sentence of what it does. */
  readonly sentence: string;
  readonly input: z.ZodType<Input>;
  /** In order of preference where an action can use several: the first is the one whose permission counts. */
  readonly operations: (generation: Generation) => {
    readonly reads: readonly OperationName[];
    readonly writes: readonly OperationName[];
  };
  readonly generations: readonly Generation[];
  /** What this operation makes no call lists: `read` is given the ids that our own runs were answered. */
  readonly unlisted?: OperationName;
  /** Among the actions of a connection for which none were chosen: one that contains a threat, or tells of it. */
  readonly isUsual?: boolean;
}

/** What the tenant, as it stands, says to an input before a run. */
export interface Consideration {
  /** Why it can't be run as the tenant stands; null when it can. */
  readonly refusal: string | null;
  readonly warnings: readonly string[];
}

/** Which events of ours an action would have hit. */
export type HistoryTarget =
  | { readonly sender: string }
  | { readonly senderDomain: string }
  | { readonly url: string }
  | { readonly host: string }
  | { readonly messageId: string };

/** What an action knows of the tenant when it says which calls it takes. */
export interface Ground<Reading> {
  readonly generation: Generation;
  readonly reading: Reading;
  /** Null: the API has no way to read it. */
  readonly found: readonly TenantObject[] | null;
  readonly reason: string;
}

/** What is known when a run is to be taken back. */
export interface UndoGround<Reading> extends Omit<Ground<Reading>, "reason"> {
  readonly before: readonly TenantObject[] | null;
  readonly after: readonly TenantObject[] | null;
}

/**
 * Something Postern can do in a tenant. The file of an action declares; the engine plans, records the intent, calls
 * once, reads back and undoes.
 */
export interface WritingAction<Input extends Item, Reading = unknown> extends Named<Input> {
  readonly kind: "writing";
  readonly describe: (input: Input) => string;
  /** Why this input must not be run at all; null when it may. Default: it may. */
  readonly refuse?: (input: Input) => string | null;
  readonly warn?: (input: Input, generation: Generation) => readonly string[];
  /** What it touches, for the guard rails. */
  readonly reach: (input: Input) => Reach;
  /** Default: nothing in our store tells what it would have hit. */
  readonly history?: (input: Input) => HistoryTarget | null;
  /** The smallest reading call that shows whether the action is permitted. */
  readonly probe: (client: MimecastClient, signal: AbortSignal) => Promise<void>;
  /** Asks the tenant what was meant by what was given, before anything is planned. Default: as given. */
  readonly prepare?: (
    client: MimecastClient,
    request: { readonly inputs: readonly Input[] } & Bounds,
  ) => Promise<readonly Item[]>;
  /** Reads once what tells the state of all targets; a list of thousands is read once for a run, not once a target. */
  readonly read: (
    client: MimecastClient,
    request: { readonly inputs: readonly Input[] } & OwnMakings & Bounds,
  ) => Promise<Reading>;
  /**
   * Everything that bears on the target, found by meaning: ids of the vendor change between reads. `before` is what was
   * found when the run was planned, for a target that was named by its id; empty when it is being planned. Null: can't
   * be read.
   */
  readonly locate: (
    reading: Reading,
    input: Input,
    before: readonly TenantObject[],
  ) => readonly TenantObject[] | null;
  /** What a plan says where it can't be read. Default: that it can't. */
  readonly blindSpot?: string;
  /** Default: nothing is said. */
  readonly consider?: (input: Input, reading: Reading) => Consideration;
  /** The calls that make it so, in order; none where nothing is left to do. */
  readonly calls: (input: Input, ground: Ground<Reading>) => readonly PlannedCall[];
  /** Whether what was found is what the action is for. Default: something found does the same. */
  readonly isDone?: (
    input: Input,
    found: readonly TenantObject[],
    /** Null when it is being planned. */
    before: readonly TenantObject[] | null,
  ) => boolean;
  /** The look that tells how what it made goes on, by the id of that; the run itself only begins it. */
  readonly followedBy?: string;
  readonly undo: Undo<Input, Reading>;
}

/** What exactly comes back and what stays, whatever the input: shown in plans and in the list of actions. */
type UndoSentence = (generation: Generation) => string;

export type Undo<Input extends Item, Reading> =
  /** Says precisely what does not come back. */
  | { readonly isPossible: false; readonly sentence: UndoSentence }
  | {
      readonly isPossible: true;
      readonly sentence: UndoSentence;
      readonly calls: (input: Input, ground: UndoGround<Reading>) => readonly PlannedCall[];
    };

/** What the action's `unlisted` operation made comes along. */
export interface Look<Input> extends Bounds, OwnMakings {
  readonly input: Input;
  /** Why; where the vendor asks for it, it is told. */
  readonly reason: string;
}

/** A look into the tenant: nothing changes, so there is no plan. */
export interface ReadingAction<Input extends Item> extends Named<Input> {
  readonly kind: "reading";
  /** Shows what people wrote: each look is kept in the audit log. */
  readonly isPrivate?: boolean;
  /** Goes on in time: each row is to be told as it comes. */
  readonly isLive?: boolean;
  /** What a table of the rows shows, by dotted path into the row. */
  readonly columns: readonly { readonly title: string; readonly path: string }[];
  readonly read: (client: MimecastClient, request: Look<Input>) => AsyncIterable<Item>;
}
