import { setTimeout as sleepTimer } from "node:timers/promises";
import type { OperationName } from "../catalogue/index.js";
import { MimecastError } from "../errors/index.js";
import { linkSignals } from "../transport/index.js";
import type { ClientContext } from "./context.js";

/** The default `sleep`. */
export async function sleepFor(ms: number, signal?: AbortSignal): Promise<void> {
  await sleepTimer(ms, undefined, signal === undefined ? {} : { signal });
}

/** Waits between attempts; ends as `aborted` with the caller's signal and with the client. */
export async function pause(
  context: ClientContext,
  wanted: { waitMs: number; name: OperationName | null; signal?: AbortSignal | undefined },
): Promise<void> {
  const linked = linkSignals(wanted.signal, context.transport.closed);
  try {
    if (!linked.signal.aborted) await context.sleep(wanted.waitMs, linked.signal);
  } catch (error) {
    if (!linked.signal.aborted) throw error;
  } finally {
    linked.release();
  }
  if (linked.signal.aborted) throw createAborted(wanted.name);
}

/** Ended before anything was sent, or while waiting. */
export function createAborted(name: OperationName | null): MimecastError {
  return new MimecastError({
    kind: "aborted",
    message: `${name ?? "download"}: the call was aborted`,
    operation: name,
  });
}
