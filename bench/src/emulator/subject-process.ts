import { performance } from "node:perf_hooks";
import { monitorHeapUsage } from "./heap.js";
import type { SubjectCommand, SubjectState } from "./subject.js";

// What is measured, in a process of its own: its processor time and its memory are nobody else's.

const messagesPerDay = Number(process.argv[2]);
const bare = process.argv[3] ?? "";

interface Subject {
  readonly state: Pick<SubjectState, "v1" | "v2" | "startMs" | "loadMs">;
  readonly close: () => Promise<void>;
}

async function startTenantHere(): Promise<Subject> {
  const begun = performance.now();
  const { startTenant } = await import("@postern/emulator");
  const loaded = performance.now();
  const tenant = await startTenant({ messagesPerDay });
  const started = performance.now();
  return {
    state: { v1: tenant.v1, v2: tenant.v2, loadMs: loaded - begun, startMs: started - loaded },
    close: () => tenant.close(),
  };
}

/** A route that answers the bytes of a file, whoever asks for whatever. */
async function startBareHere(path: string): Promise<Subject> {
  const { startBare } = await import("./bare.js");
  const { baseUrl, close } = await startBare(path);
  const nobody = { applicationId: "", applicationKey: "", accessKey: "", secretKey: "" };
  const state = {
    v1: { baseUrl, ...nobody },
    v2: { baseUrl, clientId: "", clientSecret: "" },
    loadMs: 0,
    startMs: 0,
  };
  return { state, close };
}

const subject = bare === "" ? await startTenantHere() : await startBareHere(bare);
const peakHeapBytes = monitorHeapUsage();

function tell(): void {
  const { user, system } = process.cpuUsage();
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  const state: SubjectState = {
    ...subject.state,
    cpuMs: (user + system) / 1000,
    peakRssBytes,
    peakHeapBytes: peakHeapBytes(),
  };
  process.send?.(state);
}

process.on("disconnect", () => process.exit());
process.on("message", (command: SubjectCommand) => {
  if (command === "tell") tell();
  else void subject.close().then(() => process.disconnect());
});
tell();
