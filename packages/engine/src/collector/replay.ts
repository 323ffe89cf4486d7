import type { Intent } from "../intents/index.js";
import { createMemoryLedger, type MemoryLedger } from "../ledger/index.js";
import type { CommitWriter, Reached, ReadContext } from "./context.js";

/**
 * A replay reads as if nothing of the span had ever been read: what is stored is dropped by its id. Windows and files
 * are entered as they are read again; the checkpoints of what is read regularly stay where they are.
 */
function openReplay(
  context: ReadContext,
  { replay, account }: { replay: Intent; account: MemoryLedger },
): ReadContext {
  const commit: CommitWriter = async ({ checkpoint, ...progress }) => {
    const result = await context.commit({ ...progress, settledBy: "replay" });
    account.enter({ ...progress, ...(checkpoint === undefined ? {} : { checkpoint }) });
    return result;
  };
  return {
    ...context,
    since: replay.from,
    until: replay.until,
    ledger: account,
    commit,
    isReplay: true,
    // The account knows what this replay has read to its end, however many turns it takes.
    beganAt: replay.askedAt,
    isResumed: true,
  };
}

/** Accounts of the replays that had to make room for others, by intent. A new process begins them anew. */
export type ReplayAccounts = Map<number, MemoryLedger>;

/** Carries out what was asked for, one after the other. */
export async function carryOutReplays(
  context: ReadContext,
  request: {
    readonly replays: readonly Intent[];
    readonly read: (context: ReadContext) => Promise<Reached>;
    readonly settle: (replay: Intent) => Promise<void>;
    readonly accounts: ReplayAccounts;
  },
): Promise<"end" | "yielded"> {
  const { replays, read, settle, accounts } = request;
  for (const replay of replays) {
    if (context.isSpent()) return "yielded";
    const account = accounts.get(replay.id) ?? createMemoryLedger();
    accounts.set(replay.id, account);
    const reached = await read(openReplay(context, { replay, account }));
    if (reached === "yielded") return "yielded";
    await settle(replay);
    accounts.delete(replay.id);
  }
  return "end";
}
