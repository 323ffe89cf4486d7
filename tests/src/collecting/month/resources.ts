import { existsSync, readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What this process holds, after garbage was collected. */
export interface Resources {
  readonly heapBytes: number;
  /** Sockets, timers, workers and the like that keep a process alive. */
  readonly handles: number;
  /** Open files and sockets; 0 where the system does not tell. */
  readonly fileDescriptors: number;
}

export function measureResources(): Resources {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  collectGarbage();
  collectGarbage();
  const descriptors = "/proc/self/fd";
  return {
    heapBytes: process.memoryUsage().heapUsed,
    handles: process.getActiveResourcesInfo().length,
    fileDescriptors: existsSync(descriptors) ? readdirSync(descriptors).length : 0,
  };
}
