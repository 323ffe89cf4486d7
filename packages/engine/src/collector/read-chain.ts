import { MimecastError } from "@postern/mimecast";
import type { ChainReading } from "../feeds/index.js";
import { askForBrokenAnswers } from "./ask-again.js";
import {
  type Chain,
  type ChainAnswer,
  type ChainFileAnswer,
  type ChainPosition,
  openChain,
} from "./chain.js";
import type { Reached, ReadContext } from "./context.js";
import { joinOldFiles } from "./join-files.js";
import { noteLostSpan } from "./lost-span.js";
import { storeAnswer } from "./store-answer.js";

const part = "";

const beginning: ChainPosition = { token: null, latest: null, seen: null, endedAt: null };

/**
 * Follows the chain of tokens to its end. The token moves with the last commit of what it brought; meanwhile the next
 * answer is on its way already.
 */
export async function readChain(context: ReadContext, reading: ChainReading): Promise<Reached> {
  const chain = openChain(context, reading);
  const reached = await followChain(context, chain);
  if (reached === "yielded") return reached;
  if (!context.isReplay) await askForBrokenAnswers(context, chain);
  await joinOldFiles(context);
  return reached;
}

async function followChain(context: ReadContext, chain: Chain): Promise<Reached> {
  const checkpoint = await context.ledger.checkpoint(part);
  let position = checkpoint === null ? beginning : chain.parse(checkpoint.position);
  if (!context.isResumed) await noteLostSpan(context, part, checkpoint);
  // The span of a token that was kept ends where that poll began.
  let isOldSpan = chain.tokensHaveSpans && position.token !== null;
  let emptyAnswers = 0;
  // The same span is served under another name each time: what was cut off is known by its place.
  const begunAt = chain.format(position);
  const cutOff = chain.tokensHaveSpans
    ? (await context.ledger.unfinishedFiles()).find(
        ({ state, cursor }) => state === "reading" && cursor === begunAt,
      )
    : undefined;
  const store = (answer: ChainFileAnswer) =>
    storeAnswer(context, {
      chain,
      answer,
      position,
      cutOff: chain.format(position) === begunAt ? cutOff : undefined,
    });
  let asked = chain.ask(position);
  for (;;) {
    let answer: ChainAnswer;
    try {
      answer = await asked;
    } catch (error) {
      if (!isDeadToken(error) || position.token === null) throw error;
      // The token died with its files: what is still held comes next, repeats are dropped.
      position = { ...position, token: null, seen: null };
      isOldSpan = false;
      asked = chain.ask(position);
      continue;
    }
    const next = answer.nextToken;
    if (answer.kind === "file") {
      const hasNext = next !== null && next !== position.token;
      if (hasNext && context.isSpent()) {
        // Nothing is asked for ahead: it would be asked for again.
        await store(answer);
        return "yielded";
      }
      const ahead = hasNext ? chain.ask({ ...position, token: next }) : null;
      // It may fail while the answer before it is being stored: that shows when its turn comes.
      ahead?.catch(() => {});
      const stored = await store(answer);
      position = stored.position;
      emptyAnswers = stored.lines === 0 ? emptyAnswers + 1 : 0;
      if (emptyAnswers >= chain.maxEmptyAnswers) return "part";
      if (ahead !== null) {
        asked = ahead;
        continue;
      }
      if (!chain.tokensHaveSpans || next !== null) return "part";
    }
    position = await commitEnd(context, { chain, position, next, isOldSpan });
    if (!isOldSpan) return "end";
    isOldSpan = false;
    asked = chain.ask(position);
  }
}

function isDeadToken(error: unknown): boolean {
  return error instanceof MimecastError && error.kind === "invalid-cursor";
}

async function commitEnd(
  context: ReadContext,
  request: {
    readonly chain: Chain;
    readonly position: ChainPosition;
    readonly next: string | null;
    readonly isOldSpan: boolean;
  },
): Promise<ChainPosition> {
  const { chain, position, next, isOldSpan } = request;
  const now = context.now();
  const reached: ChainPosition = {
    ...position,
    token: chain.tokensHaveSpans ? null : (next ?? position.token),
    latest: Math.max(position.latest ?? 0, position.seen ?? 0) || null,
    seen: null,
    endedAt: isOldSpan ? position.endedAt : now,
  };
  // Before there was ever a token, there is no place to keep.
  if (!chain.tokensHaveSpans && reached.token === null) return reached;
  const checkpoint = { part, position: chain.format(reached), caughtUpAt: isOldSpan ? null : now };
  await context.commit({ part, place: "end of the chain", checkpoint });
  return reached;
}
