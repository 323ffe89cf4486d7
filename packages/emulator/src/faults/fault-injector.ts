import { operationOfFeed } from "../tenant/feeds.js";
import { mix, Random } from "../traffic/random.js";
import type { Fault, FaultCase, FaultKind } from "./fault.js";
import { isDue, isScheduled } from "./schedule.js";
import type { FaultSite } from "./site.js";
import { declarationOf } from "./table/index.js";

/** A fault as it was injected, and what has come of it. */
export interface ArmedFault {
  readonly id: string;
  readonly fault: Fault;
  readonly injectedAt: number;
  /** How often it struck. */
  readonly struck: number;
  /** How often it still may; `Infinity` for ever. */
  readonly left: number;
}

/** How far a fault is used up, as JSON can hold it. */
export interface FaultProgress {
  readonly id: string;
  readonly struck: number;
  /** Null: for ever. */
  readonly left: number | null;
  readonly skip: number;
  /** Draws of its probability so far. */
  readonly draws: number;
  /** A fault of a file sticks to the first file it meets. */
  readonly object: string | null;
}

interface Armed extends ArmedFault, Omit<FaultProgress, "left"> {
  struck: number;
  left: number;
  skip: number;
  draws: number;
  object: string | null;
}

/** The faults waiting to strike. */
export class FaultInjector {
  /** Told when a fault is used up by one, or has let one pass. */
  progressed: (progress: FaultProgress) => void = () => {};
  private armed: Armed[] = [];
  private injected = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  inject(fault: Fault): string {
    this.injected += 1;
    const id = String(this.injected);
    const isLasting = isScheduled(fault) || fault.probability !== undefined;
    this.armed.push({
      id,
      fault,
      injectedAt: this.now(),
      struck: 0,
      left: fault.times ?? (isLasting ? Infinity : 1),
      skip: fault.after ?? 0,
      draws: 0,
      object: null,
    });
    return id;
  }

  /** All that were injected and not removed, also those that won't strike any more. */
  list(): readonly ArmedFault[] {
    return this.armed.map(({ id, fault, injectedAt, struck, left }) => ({
      id,
      fault,
      injectedAt,
      struck,
      left,
    }));
  }

  /** Counts a strike of a fault that has its effect elsewhere. */
  strike(id: string): void {
    const armed = this.armed.find((candidate) => candidate.id === id);
    if (armed === undefined) return;
    armed.struck += 1;
    armed.left -= 1;
    this.tell(armed);
  }

  /** Goes on from where a fault was. */
  resume({ left, ...progress }: FaultProgress): void {
    const armed = this.armed.find(({ id }) => id === progress.id);
    if (armed !== undefined) Object.assign(armed, progress, { left: left ?? Infinity });
  }

  /** False when there is none of this id. */
  remove(id: string): boolean {
    const before = this.armed.length;
    this.armed = this.armed.filter((candidate) => candidate.id !== id);
    return this.armed.length < before;
  }

  clear(): void {
    this.armed = [];
  }

  /** Whether a fault of this kind waits anywhere: to save the trouble of looking closer. */
  isArmed(kind: FaultKind): boolean {
    return this.armed.some(({ fault, left }) => fault.kind === kind && left > 0);
  }

  /**
   * The fault of this kind that strikes here and now, if any; each strike uses it up by one. `isMeant` looks at the
   * fault's own details.
   */
  take<Kind extends FaultKind>(
    kind: Kind,
    site: FaultSite,
    isMeant: (fault: Extract<FaultCase, { kind: Kind }>) => boolean = () => true,
  ): Extract<FaultCase, { kind: Kind }> | null {
    for (const armed of this.armed) {
      const { fault, injectedAt } = armed;
      if (!isKind(fault, kind) || armed.left <= 0 || !isAimedAt(fault, site)) continue;
      if (!isMeant(fault)) continue;
      if (armed.object !== null && armed.object !== site.object) continue;
      if (!isDue(fault, { injectedAt, at: this.now() })) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        this.tell(armed);
        continue;
      }
      if (!draws(armed)) {
        this.tell(armed);
        continue;
      }
      armed.left -= 1;
      armed.struck += 1;
      if (site.object !== undefined) armed.object = site.object;
      this.tell(armed);
      return fault;
    }
    return null;
  }

  private tell({ id, struck, left, skip, draws, object }: Armed): void {
    this.progressed({ id, struck, left: Number.isFinite(left) ? left : null, skip, draws, object });
  }
}

function isKind<Kind extends FaultKind>(
  fault: Fault,
  kind: Kind,
): fault is Fault & Extract<FaultCase, { kind: Kind }> {
  return fault.kind === kind;
}

/** The same fault with the same seed strikes the same of its matching answers. */
function draws(armed: Armed): boolean {
  const { probability, seed = 1 } = armed.fault;
  if (probability === undefined) return true;
  armed.draws += 1;
  return new Random(mix(seed, armed.draws, 0xfa17)).chance(probability);
}

function isAimedAt(fault: Fault, site: FaultSite): boolean {
  // A portal doesn't know the vendor's operations.
  if (fault.kind === "captive-portal") return true;
  const { operation, feed, type, generation, path, effect } = fault;
  if (operation !== undefined && operation !== site.operation) return false;
  if (feed !== undefined && operationOfFeed[feed] !== site.operation) return false;
  if (type !== undefined && site.type !== undefined && type !== site.type) return false;
  if (generation !== undefined && generation !== site.generation) return false;
  if (effect !== undefined && effect !== site.effect) return false;
  if (path !== undefined && path !== site.path) return false;
  if (site.path === "download" && path !== "download" && declarationOf(fault.kind).place !== "files")
    return false;
  // A client that can't even get its token is a fault of its own: it has to be asked for.
  return site.operation !== "oauth.token" || operation === "oauth.token" || path === "token";
}
