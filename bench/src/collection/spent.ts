/** What a measured process spent on its work. */
export interface Spent {
  readonly events: number;
  /** Of the records' text, uncompressed. */
  readonly bytes: number;
  readonly seconds: number;
  /** Of all threads, user and system. */
  readonly cpuSeconds: number;
  /** The most this process ever held, from its start on. */
  readonly peakMegabytes: number;
}

export function startSpending(): (work: { events: number; bytes: number }) => Spent {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  return (work) => {
    const { user, system } = process.cpuUsage(startedCpu);
    return {
      ...work,
      seconds: (performance.now() - startedMs) / 1000,
      cpuSeconds: (user + system) / 1e6,
      // Node gives KiB on every system.
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    };
  };
}
