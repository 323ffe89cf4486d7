import { MimecastError } from "@postern/mimecast";
import { toPosternError } from "../errors/index.js";
import type { FileEntry } from "../store/index.js";
import type { Chain, ChainAnswer, ChainPosition } from "./chain.js";
import type { ReadContext } from "./context.js";
import { retryAtOf } from "./retry-delay.js";
import { nameOfAnswer, storeAnswer } from "./store-answer.js";

export const cutOffReason = "its reading was cut off";

/**
 * Asks again for answers that were broken or cut off, by what they were asked for with, until the tenant holds them no
 * more. What goes wrong with it is noted and stops nothing: a chain must not wait for a broken link.
 */
export async function askForBrokenAnswers(context: ReadContext, chain: Chain): Promise<void> {
  for (const entry of await context.ledger.unfinishedFiles()) {
    if (entry.state === "lost" || entry.cursor === null) continue;
    if ((entry.retryAt ?? 0) > context.now()) continue;
    if (context.isSpent()) return;
    await askAgain(context, { chain, entry, cursor: entry.cursor });
  }
}

async function askAgain(
  context: ReadContext,
  { chain, entry, cursor }: { chain: Chain; entry: FileEntry; cursor: string },
): Promise<void> {
  const position = chain.parse(cursor);
  const reason = entry.reason ?? cutOffReason;
  const note = async (change: Partial<FileEntry>) =>
    context.commit({ part: entry.part, place: entry.name, file: { ...entry, ...change } });
  let answer: ChainAnswer;
  try {
    answer = await chain.ask(position);
  } catch (error) {
    const { code, message } = toPosternError(error);
    if (context.signal.aborted || code === "lease-lost" || code === "store-failed") throw error;
    const isGone = error instanceof MimecastError && error.kind === "invalid-cursor";
    const attempts = entry.attempts + 1;
    if (isGone) await note({ state: "lost", reason: `${reason}; the tenant holds it no more` });
    else
      await note({
        state: "incomplete",
        attempts,
        retryAt: retryAtOf(attempts, context.now()),
        reason: `${reason}; ${message}`,
      });
    return;
  }
  // Without a token, the oldest that is still held answers: it may be another one by now.
  const isSame = position.token !== null || nameOf({ chain, answer, position }) === entry.name;
  if (isSame && answer.kind === "file") await storeAnswer(context, { chain, answer, position, again: entry });
  else await note({ state: "lost", reason: `${reason}; the tenant holds it no more` });
}

function nameOf(asked: { chain: Chain; answer: ChainAnswer; position: ChainPosition }): string | null {
  const { chain, answer, position } = asked;
  return answer.kind === "file" ? nameOfAnswer({ chain, answer, position }) : null;
}
