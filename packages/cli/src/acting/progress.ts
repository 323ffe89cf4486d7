import type { Progress } from "@postern/engine";
import type { Context } from "../program/context.js";
import { createLiveRegion } from "../screen/live.js";
import { formatCount } from "../screen/numbers.js";
import { dim, warn } from "../screen/text.js";
import { formatDuration } from "../screen/times.js";

const barColumns = 24;

/** How far a run is, on a terminal; nothing where nobody watches. */
export function watchRun(context: Context): { onProgress(progress: Progress): void; end(): void } {
  if (!context.err.isTerminal) return { onProgress() {}, end() {} };
  const region = createLiveRegion(context.err);
  let isDrawn = false;
  return {
    onProgress({ called, targets, waitMs }) {
      if (targets === 1 && waitMs === 0) return;
      const full = Math.round((called / targets) * barColumns);
      const bar = `${"#".repeat(full)}${".".repeat(barColumns - full)}`;
      const count = `${formatCount(called)} of ${formatCount(targets)}`;
      const wait =
        waitMs === 0 ? "" : warn(`  the tenant's quota is used up: waiting ${formatDuration(waitMs)}`);
      region.draw([["  ", dim(bar), "  ", count, wait]]);
      isDrawn = true;
    },
    end() {
      if (isDrawn) region.end([]);
    },
  };
}
