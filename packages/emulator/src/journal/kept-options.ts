import { isDeepStrictEqual } from "node:util";
import { readSettings } from "../tenant/settings.js";
import type { StartTenantOptions } from "../tenant/types.js";
import type { Header } from "./entry.js";
import { TenantFileError } from "./file-error.js";

/** Those of this start alone: what happened to the tenant doesn't follow from them. */
const passing: readonly string[] = [
  "persist",
  "persistLimitBytes",
  "clock",
  "ports",
  "host",
  "publicHost",
  "controlHost",
  "addresses",
  "regions",
  "tls",
  "onRequest",
  "cacheBytes",
  "maxSkewMinutes",
  "maxSkewMs",
  "clockSkewMs",
  "egressAddress",
  "guesses",
  "faults",
  "loose",
  "leftOut",
];

/** The options that shape a tenant, to be written into its file. */
export function keptOptions(options: StartTenantOptions): Header["options"] {
  const kept = Object.entries(options).filter(
    ([name, value]) => !passing.includes(name) && value !== undefined,
  );
  return Object.fromEntries(kept);
}

/** The file's options with those of this start. Throws TenantFileError where they speak of another tenant. */
export function joinOptions<Options extends StartTenantOptions>(
  { path, options: kept }: { readonly path: string; readonly options: Header["options"] | null },
  given: Options,
): Options {
  if (kept === null) return given;
  const joined: Options = { ...kept, ...given };
  const [before, now] = [describe(kept), describe(joined)];
  const other = Object.keys({ ...before, ...now }).find(
    (name) => !isDeepStrictEqual(before[name], now[name]),
  );
  if (other === undefined) return joined;
  throw new TenantFileError(
    "another-tenant",
    `${path} keeps a tenant with ${other} ${write(before[other])}, not ${write(now[other])}. Leave the option out, or give another file.`,
  );
}

function write(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

/** These the settings have under another name. */
const renamed: readonly string[] = ["retentionDays", "historyDays", "publishEveryMinutes", "cloudIntegrated"];

/** What was asked for, with the defaults as far as they are known, as it comes out of a file. */
function describe(options: StartTenantOptions): Readonly<Record<string, unknown>> {
  const asked = Object.entries(keptOptions(options)).filter(([name]) => !renamed.includes(name));
  const known = Object.entries(readSettings(options)).filter(([name]) => !passing.includes(name));
  return JSON.parse(JSON.stringify(Object.fromEntries([...asked, ...known])));
}
