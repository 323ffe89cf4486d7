import type { RegionCode, StartTenantOptions } from "@postern/emulator";
import type { Command } from "commander";
import { parseDuration } from "../values/durations.js";
import { parseWhole } from "../values/numbers.js";

/** An option of `postern emulator` that shapes the tenant. */
export interface ServeOption {
  readonly flags: string;
  readonly description: string;
  /** What was typed behind it (true for one without a value), as an option of `startTenant`. */
  readonly read: (typed: string | true) => StartTenantOptions;
}

const highestPort = 65_535;

/** Adding an option is adding it here. */
export const serveOptions: readonly ServeOption[] = [
  {
    flags: "--seed <number>",
    description: "same seed, same company and same traffic",
    read: (typed) => ({ seed: whole(typed, { option: "--seed", least: 0 }) }),
  },
  {
    flags: "--messages-per-day <number>",
    description: "how busy it is",
    read: (typed) => ({
      messagesPerDay: whole(typed, { option: "--messages-per-day", least: 10, most: 5_000_000 }),
    }),
  },
  {
    flags: "--scenario <name|file>",
    description: "let something happen: quiet-office, phishing-wave, account-takeover, noisy-msp, or a file",
    read: (typed) => ({ scenario: String(typed) }),
  },
  {
    flags: "--records <directory>",
    description: "serve the recorded records found there instead of invented traffic",
    read: (typed) => ({ recordsDir: String(typed) }),
  },
  {
    flags: "--records-shift <to-now|span>",
    description: "move their times: so that the newest is of now, or by 30d (back with -30d)",
    read: (typed) => ({ recordsShift: readShift(String(typed)) }),
  },
  {
    flags: "--persist <file>",
    description: "keep the tenant in this file: a start with the same file goes on with it",
    read: (typed) => ({ persist: String(typed) }),
  },
  {
    flags: "--port-v1 <port>",
    description: "port of API 1.0; a free one if left out",
    read: (typed) => ({ ports: { v1: whole(typed, { option: "--port-v1", least: 0, most: highestPort }) } }),
  },
  {
    flags: "--port-v2 <port>",
    description: "port of API 2.0; a free one if left out",
    read: (typed) => ({ ports: { v2: whole(typed, { option: "--port-v2", least: 0, most: highestPort }) } }),
  },
  {
    flags: "--host <address>",
    description: "listen on this address of the machine, 0.0.0.0 for all (default: 127.0.0.1 alone)",
    read: (typed) => ({ host: String(typed) }),
  },
  {
    flags: "--public-host <name>",
    description: "the host name in the URLs it hands out, and in its certificate",
    read: (typed) => ({ publicHost: String(typed) }),
  },
  {
    flags: "--control-host <address>",
    description:
      "let the console and the control API, which want no password, be reached at this address too",
    read: (typed) => ({ controlHost: String(typed) }),
  },
  {
    flags: "--tls <ca-file>",
    description: "serve https; the authority that clients have to trust is written to this file",
    read: () => ({ tls: true }),
  },
  {
    flags: "--region <code>",
    description: "where the account lives: eu, de, us, usb, uspcom, ca, za, au, je or sandbox (default: eu)",
    read: (typed) => ({ region: String(typed) as RegionCode }),
  },
  {
    flags: "--regions",
    description: "open the hosts of the other regions too, and the discovery host",
    read: () => ({ regions: true }),
  },
  {
    flags: "--drift",
    description: "spell records now so, now otherwise, as the real service does",
    read: () => ({ drift: true }),
  },
];

export function addServeOptions(command: Command): void {
  for (const { flags, description } of serveOptions) command.option(flags, description);
}

/** What was typed, as the options of `startTenant`. */
export function readServeOptions(command: Command): StartTenantOptions {
  const typed: Readonly<Record<string, unknown>> = command.opts();
  let options: StartTenantOptions = {};
  for (const { flags, read } of serveOptions) {
    const value = typed[attributeOf(command, flags)];
    if (typeof value === "string" || value === true) options = merge(options, read(value));
  }
  return options;
}

function attributeOf(command: Command, flags: string): string {
  return command.options.find((option) => option.flags === flags)?.attributeName() ?? flags;
}

/** Two options may speak of parts of one: the ports of both generations. */
function merge(known: StartTenantOptions, more: StartTenantOptions): StartTenantOptions {
  const ports = { ...known.ports, ...more.ports };
  return { ...known, ...more, ...(Object.keys(ports).length === 0 ? {} : { ports }) };
}

function readShift(typed: string): "to-now" | number {
  if (typed === "to-now") return typed;
  const isBack = typed.startsWith("-");
  const ms = parseDuration(isBack ? typed.slice(1) : typed, "--records-shift");
  return isBack ? -ms : ms;
}

function whole(
  typed: string | true,
  bounds: { readonly option: string; readonly least: number; readonly most?: number },
): number {
  return parseWhole(String(typed), bounds);
}
