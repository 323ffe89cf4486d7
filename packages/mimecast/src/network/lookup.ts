import { lookup as lookupName } from "node:dns";
import type { LookupFunction } from "node:net";

/** What a lookup that took too long fails with; the code is the `systemCode` callers see. */
class LookupTimeout extends Error {
  readonly code = "dns-timeout";
  readonly syscall = "getaddrinfo";
}

/** A lookup that gives up in time: the system's own can wait for a silent name server far longer than a caller. */
export function limitLookup(timeoutMs: number, lookup: LookupFunction = lookupName): LookupFunction {
  return (hostname, options, callback) => {
    let isDone = false;
    const timer = setTimeout(() => {
      isDone = true;
      callback(new LookupTimeout("the name server did not answer in time"), "", 0);
    }, timeoutMs);
    lookup(hostname, options, (error, address, family) => {
      if (isDone) return;
      clearTimeout(timer);
      callback(error, address, family);
    });
  };
}
