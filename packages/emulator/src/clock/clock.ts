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

/** How a clock stands to the machine's, as plain data: enough to go on with it in another process. */
export interface ClockState {
  /** What is added to the machine's time. */
  readonly offset: number;
  /** Null while it runs. */
  readonly frozenAt: number | null;
}

/** What lies under a clock: the machine's time, its state, and being told when somebody moves it. */
export interface ClockWorks {
  state: ClockState;
  machine: () => number;
  moved: () => void;
  /** Nobody outside the tenant has it, so no client can follow it. */
  isOwn: boolean;
}

const worksOfClocks = new WeakMap<VirtualClock, ClockWorks>();

/** Of a clock made by `createClock`; throws for another one. */
export function openClock(clock: VirtualClock): ClockWorks {
  const works = worksOfClocks.get(clock);
  if (works === undefined) throw new TypeError("Only a clock made by createClock can be kept");
  return works;
}

/** A clock that runs with the machine's (or from `start` on) and can be moved. */
export function createClock(
  options: { readonly start?: number; readonly frozen?: boolean } = {},
): VirtualClock {
  const works: ClockWorks = {
    state: { offset: options.start === undefined ? 0 : options.start - Date.now(), frozenAt: null },
    machine: Date.now,
    moved: () => {},
    isOwn: false,
  };
  const now = () => works.state.frozenAt ?? works.machine() + works.state.offset;
  const change = (state: Partial<ClockState>) => {
    works.state = { ...works.state, ...state };
    works.moved();
  };
  const set = (ms: number) =>
    change(works.state.frozenAt === null ? { offset: ms - works.machine() } : { frozenAt: ms });
  const clock: VirtualClock = {
    now,
    set,
    advance: (ms) => set(now() + ms),
    freeze: () => change({ frozenAt: now() }),
    resume: () => {
      const { frozenAt } = works.state;
      if (frozenAt !== null) change({ offset: frozenAt - works.machine(), frozenAt: null });
    },
  };
  worksOfClocks.set(clock, works);
  if (options.frozen) {
    clock.freeze();
    if (options.start !== undefined) clock.set(options.start);
  }
  return clock;
}

/** The clock of a tenant that was given none. */
export function createOwnClock(): VirtualClock {
  const clock = createClock();
  openClock(clock).isOwn = true;
  return clock;
}

/** How far a tenant's own clock is ahead of the machine's; 0 for one that clients can share. */
export function travelledMs(clock: VirtualClock): number {
  const works = worksOfClocks.get(clock);
  return works?.isOwn === true ? clock.now() - works.machine() : 0;
}
