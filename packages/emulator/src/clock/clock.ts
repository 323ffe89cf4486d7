/** The tenant's idea of the time. Everything that ages (tokens, links, quotas, files) asks it, never the machine. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): void;
  set(ms: number): void;
  /** Stops the clock where it is; `advance` and `set` still move it. */
  freeze(): void;
  resume(): void;
  /** Runs on from this moment at so many times the machine's speed: above 0, up to 1,000,000. Throws RangeError. */
  runAt(rate: number): void;
  /** 0 while it is frozen. */
  readonly rate: number;
}

const highestRate = 1_000_000;

/** How a clock stands to the machine's, as plain data: enough to go on with it in another process. */
export interface ClockState {
  /** What is added to the machine's time, or to what has become of it since `since`. */
  readonly offset: number;
  /** Times the machine's speed, since this time of the machine. Absent: as fast as the machine. */
  readonly pace?: { readonly rate: number; readonly since: number };
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
  /** The machine's time, sped up. */
  const running = () => {
    const machine = works.machine();
    const { pace } = works.state;
    return pace === undefined ? machine : pace.since + (machine - pace.since) * pace.rate;
  };
  const now = () => works.state.frozenAt ?? Math.floor(running() + works.state.offset);
  const change = (state: Partial<ClockState>) => {
    works.state = { ...works.state, ...state };
    works.moved();
  };
  const set = (ms: number) =>
    change(works.state.frozenAt === null ? { offset: ms - running() } : { frozenAt: ms });
  const clock: VirtualClock = {
    now,
    set,
    advance: (ms) => set(now() + ms),
    freeze: () => change({ frozenAt: now() }),
    resume: () => {
      const { frozenAt } = works.state;
      if (frozenAt !== null) change({ offset: frozenAt - running(), frozenAt: null });
    },
    runAt(rate) {
      if (!(rate > 0 && rate <= highestRate))
        throw new RangeError(`A rate must be above 0 and at most ${highestRate}, not ${String(rate)}`);
      const since = works.machine();
      change({ offset: now() - since, frozenAt: null, pace: { rate, since } });
    },
    get rate() {
      return works.state.frozenAt === null ? (works.state.pace?.rate ?? 1) : 0;
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
