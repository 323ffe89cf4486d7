import { setFlagsFromString } from "node:v8";

/** Measured with 25, 50 and 100, and without: docs/performance.md. */
const growsByPercent = 50;

/**
 * Lets garbage be collected when the heap has grown by half since the last time. Left to itself, V8 lets it grow to four
 * times what is in use on a machine with memory to spare: with a backlog, 70 MiB that nobody uses. For the whole process.
 */
export function limitHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${growsByPercent}`);
}
