import { dayMs } from "../clock/spans.js";
import { describeHost, type Host } from "../regions/regions.js";
import { createIdentity, type ServerIdentity, type TlsMode } from "../tls/identity.js";
import type { AccountJournal } from "./account-journal.js";

/** A certificate lives 90 days from the start it was made at: one older than this isn't used again. */
const oldestIdentityMs = 60 * dayMs;

/** Where the hosts listened before, by their names: a connection made then leads there. */
export function readPorts(journal: AccountJournal | null): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  for (const entry of journal?.entries ?? []) {
    if ("port" in entry) ports.set(entry.port.host, entry.port.port);
  }
  return ports;
}

export function notePort(
  journal: AccountJournal | null,
  { host, port, known }: { readonly host: Host; readonly port: number; readonly known: number | undefined },
): void {
  if (port !== known) journal?.note({ port: { host: describeHost(host), port } });
}

/** The identity clients trust already, or a new one. */
export function settleIdentity(
  journal: AccountJournal | null,
  wanted: { readonly mode: TlsMode; readonly name: string },
): ServerIdentity {
  const youngest = Date.now() - oldestIdentityMs;
  for (const entry of [...(journal?.entries ?? [])].reverse()) {
    if (!("identity" in entry)) continue;
    const { mode, name } = entry.identity;
    if (mode === wanted.mode && name === wanted.name && entry.at > youngest) return entry.identity;
  }
  const identity = createIdentity(wanted);
  journal?.note({ identity });
  return identity;
}
