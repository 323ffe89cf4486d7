import type { RunReason } from "@postern/engine";

export const noReason = "no reason given";

export function because(reason = noReason): RunReason {
  return { reason };
}
