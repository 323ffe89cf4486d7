import type { Drift } from "../siem/drift.js";
import type { Fault, FaultCase } from "./fault.js";
import type { ArmedFault, FaultInjector } from "./fault-injector.js";

/** The faults of a tenant, for whoever plays with it. */
export interface Faults {
  /** Arms a fault from now on; its id. */
  inject(fault: Fault): string;
  /** All that were injected and not removed, with how often each struck. */
  list(): readonly ArmedFault[];
  /** False when there is none of this id. */
  remove(id: string): boolean;
  clear(): void;
}

/** Arms faults; those of the tenant as a whole have their effect at once, beside the calls. */
export function openFaultDesk(stage: {
  readonly injector: FaultInjector;
  readonly drift: Drift;
  readonly arriveLate: (fault: Extract<FaultCase, { kind: "late-events" }> & Pick<Fault, "feed">) => void;
  readonly now: () => number;
  /** To be called when what is still to come will be spelled otherwise. */
  readonly forgetFuture: () => void;
}): Faults {
  const { injector, drift } = stage;
  return {
    inject(fault) {
      // Where it can't be done, nothing stays behind.
      if (fault.kind === "late-events") stage.arriveLate(fault);
      const id = injector.inject(fault);
      if (fault.kind === "late-events") {
        injector.strike(id);
      } else if (fault.kind === "drift") {
        drift.begin(id, { schedule: fault, since: stage.now() });
        stage.forgetFuture();
      }
      return id;
    },
    list: () => injector.list(),
    remove(id) {
      if (drift.end(id, stage.now())) stage.forgetFuture();
      return injector.remove(id);
    },
    clear() {
      const ended = injector.list().filter((armed) => drift.end(armed.id, stage.now()));
      if (ended.length > 0) stage.forgetFuture();
      injector.clear();
    },
  };
}
