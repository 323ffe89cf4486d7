import type { Intent } from "../intents/index.js";
import { createMemoryLedger, type MemoryLedger } from "../ledger/index.js";
import type { CommitWriter, Reached, ReadContext } from "./context.js";

/** Where the progress of replays is kept, so that one that is cut off is gone on with. */
export interface ReplayProgress {
  readonly read: (replay: Intent) => Promise<string | null>;
  readonly keep: (replay: Intent, account: string) => Promise<void>;
  /** The replay is done. */
  readonly settle: (replay: Intent) => Promise<void>;
}

/**
 * A replay reads as if nothing of the span had ever been read: what is stored is dropped by its id. Windows and files
 * are entered as they are read again; the checkpoints of what is read regularly stay where they are.
 */
function openReplay(
  context: ReadContext,
  { replay, account, progress }: { replay: Intent; account: MemoryLedger; progress: ReplayProgress },
): ReadContext {
  const commit: CommitWriter = async ({ checkpoint, ...rest }) => {
    const result = await context.commit({ ...rest, settledBy: "replay" });
    account.enter({ ...rest, ...(checkpoint === undefined ? {} : { checkpoint }) });
    // After the data: what was read twice costs a look, what was not read would be missed.
    if (rest.windows !== undefined || checkpoint !== undefined) await progress.keep(replay, account.save());
    return result;
  };
  return {
    ...context,
    since: replay.from,
    until: replay.until,
    ledger: account,
    commit,
    isReplay: true,
    // The account knows what this replay has read to its end, however many turns and processes it takes.
    beganAt: replay.askedAt,
    isResumed: true,
  };
}

/** Carries out what was asked for, one after the other. */
export async function carryOutReplays(
  context: ReadContext,
  request: {
    readonly replays: readonly Intent[];
    readonly read: (context: ReadContext) => Promise<Reached>;
    readonly progress: ReplayProgress;
  },
): Promise<"end" | "yielded"> {
  const { replays, read, progress } = request;
  for (const replay of replays) {
    if (context.isSpent()) return "yielded";
    const account = createMemoryLedger(await progress.read(replay));
    const reached = await read(openReplay(context, { replay, account, progress }));
    if (reached === "yielded") return "yielded";
    await progress.settle(replay);
  }
  return "end";
}
