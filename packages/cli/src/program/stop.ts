import { toPosternError } from "@postern/engine/errors";

const interruptedExitCode = 130;

export interface StopSignal {
  /** From the first call on, Ctrl-C (or SIGTERM) aborts the signal instead of ending the process. */
  listen(): AbortSignal;
  /** Once the command has ended, signals end the process again, as usual. */
  end(): void;
}

/** The first Ctrl-C asks for an orderly end; the second one doesn't wait for it. */
export function createStopSignal(): StopSignal {
  const controller = new AbortController();
  let isListening = false;
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    controller.abort();
  };
  return {
    listen() {
      if (!isListening) {
        isListening = true;
        process.on("SIGINT", onSignal);
        process.on("SIGTERM", onSignal);
      }
      return controller.signal;
    },
    end() {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}

/** Resolves once the signal aborts, and holds the process until then. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const hold = setInterval(() => {}, 2 ** 30);
    signal.addEventListener(
      "abort",
      () => {
        clearInterval(hold);
        resolve();
      },
      { once: true },
    );
  });
}

/** Resolves after the time, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

/** For work whose ordinary end is Ctrl-C: being interrupted by it is no error. */
export async function unlessStopped(signal: AbortSignal, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    if (!signal.aborted || toPosternError(thrown).code !== "interrupted") throw thrown;
  }
}
