/** The tenant's idea of the time. Everything that ages (tokens, links, quotas, files) asks it, never the machine. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): void;
  set(ms: number): void;
  /** Stops the clock where it is; `advance` and `set` still move it. */
  freeze(): void;
  resume(): void;
}

/** A clock that runs with the machine's (or from `start` on) and can be moved. */
export function createClock(
  options: { readonly start?: number; readonly frozen?: boolean } = {},
): VirtualClock {
  let offset = options.start === undefined ? 0 : options.start - Date.now();
  let frozenAt: number | null = null;
  const now = () => frozenAt ?? Date.now() + offset;
  const set = (ms: number) => {
    if (frozenAt === null) offset = ms - Date.now();
    else frozenAt = ms;
  };
  const clock: VirtualClock = {
    now,
    set,
    advance: (ms) => set(now() + ms),
    freeze: () => {
      frozenAt = now();
    },
    resume: () => {
      if (frozenAt === null) return;
      offset = frozenAt - Date.now();
      frozenAt = null;
    },
  };
  if (options.frozen) {
    clock.freeze();
    if (options.start !== undefined) clock.set(options.start);
  }
  return clock;
}
