import type { Check } from "@postern/engine";

/** A check for programs, without what was thrown: that is for the doctor alone. */
export function encodeCheck(check: Check): object {
  const { error: _, ...shown } = check;
  return shown;
}
