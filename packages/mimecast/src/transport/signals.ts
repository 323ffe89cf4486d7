/** A signal that fires with any of the given ones. `release` takes the listeners off again. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

// One listener per source however many calls share it: Node warns of a leak from the eleventh on.
const listeners = new WeakMap<AbortSignal, Set<() => void>>();

// AbortSignal.any would do, but on Node 20 it keeps every linked signal alive as long as the longest-lived source.
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const releases = sources
    .filter((source) => source !== undefined)
    .map((source) => onAbort(source, () => controller.abort()));
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release();
    },
  };
}

/** Calls back when the signal fires, at once if it has; gives the function that takes this back. */
function onAbort(source: AbortSignal, callback: () => void): () => void {
  if (source.aborted) {
    callback();
    return () => {};
  }
  const callbacks = listeners.get(source) ?? new Set();
  if (!listeners.has(source)) {
    listeners.set(source, callbacks);
    source.addEventListener("abort", () => callEach(callbacks), { once: true });
  }
  callbacks.add(callback);
  return () => callbacks.delete(callback);
}

function callEach(callbacks: ReadonlySet<() => void>): void {
  for (const callback of callbacks) callback();
}

/** Waits for a shared promise without binding it to one caller: the caller's abort ends only its own wait. */
export async function awaitUnlessAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return shared;
  const { promise: aborted, reject } = createRejection();
  const release = onAbort(signal, () => reject(new DOMException("Aborted", "AbortError")));
  try {
    return await Promise.race([shared, aborted]);
  } finally {
    release();
  }
}

function createRejection(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  // Promise.race may have settled before: an unobserved rejection must not end the process.
  promise.catch(() => {});
  return { promise, reject };
}
