import type { EngineListener } from "../engine/events.js";
import { type PosternError, toPosternError } from "../errors/index.js";

/** What keeps collecting from going on. */
export type StoreTrouble = "nearly-full" | "unwritable";

/** Less than this free, and nothing is begun: enough for a group of commits, its log and a compact. */
export const usualReserveBytes = 256_000_000;
/** Goes on with so much more than the reserve, so that it does not start and stop at the edge. */
const easeAgain = 1.1;
const lookEveryMs = 5_000;

/** Knows whether the store can be written to; tells when that changes. */
export interface StoreWatch {
  /** Whether work may begin. Looks at the disk every few seconds, and tries a row where writing failed. */
  isReady(): Promise<boolean>;
  /** Takes note of a failed write. False: it can't be mended while running. */
  failed(error: PosternError): boolean;
}

export function createStoreWatch(request: {
  readonly readFreeBytes: () => Promise<number>;
  /** Writes a row. */
  readonly probe: () => Promise<void>;
  readonly reserveBytes: number;
  readonly listener: EngineListener;
  readonly now: () => number;
}): StoreWatch {
  const { readFreeBytes, probe, reserveBytes, listener, now } = request;
  let trouble: StoreTrouble | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const enter = (next: StoreTrouble, detail: string): void => {
    if (trouble === next) return;
    trouble = next;
    listener("store.paused", { trouble: next, detail });
  };
  const look = async (): Promise<void> => {
    if (trouble === "unwritable") {
      const error = await probe().then(() => null, toPosternError);
      if (error !== null) return;
    }
    // A disk that does not tell is not held to be full.
    const free = await readFreeBytes().catch(() => Number.POSITIVE_INFINITY);
    const needed = trouble === "nearly-full" ? reserveBytes * easeAgain : reserveBytes;
    if (free < needed) {
      enter(
        "nearly-full",
        `${toMegabytes(free)} MB are free on the disk, ${toMegabytes(reserveBytes)} are kept free.`,
      );
    } else if (trouble !== null) {
      trouble = null;
      listener("store.resumed", {});
    }
  };
  return {
    async isReady() {
      const at = now();
      if (Math.abs(at - lookedAt) >= lookEveryMs) {
        lookedAt = at;
        await look();
      }
      return trouble === null;
    },
    failed(error) {
      if (error.code !== "store-unwritable") return false;
      enter("unwritable", error.message);
      lookedAt = now();
      return true;
    },
  };
}

function toMegabytes(bytes: number): number {
  return Math.floor(bytes / 1e6);
}
