import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Tenant } from "@postern/emulator";

export type SubjectCommand = "tell" | "stop";

/** A server in a process of its own, and what it has spent so far. */
export interface SubjectState {
  readonly v1: Tenant["v1"];
  readonly v2: Tenant["v2"];
  /** Loading the modules, and `startTenant()` alone. */
  readonly loadMs: number;
  readonly startMs: number;
  readonly cpuMs: number;
  readonly peakRssBytes: number;
  readonly peakHeapBytes: number;
}

export interface Subject {
  readonly first: SubjectState;
  tell(): Promise<SubjectState>;
  stop(): Promise<void>;
}

/** Starts a tenant, or a bare server of a file. */
export async function startSubject(options: {
  readonly messagesPerDay: number;
  readonly bare?: string;
}): Promise<Subject> {
  const entry = fileURLToPath(new URL("./subject-process.js", import.meta.url));
  const { messagesPerDay, bare = "" } = options;
  const child = fork(entry, [String(messagesPerDay), bare], { execArgv: [] });
  const next = async (): Promise<SubjectState> => {
    const [state]: SubjectState[] = await once(child, "message");
    if (state === undefined) throw new Error("The server said nothing.");
    return state;
  };
  const send = (command: SubjectCommand) => child.send(command);
  return {
    first: await next(),
    tell: async () => {
      const told = next();
      send("tell");
      return told;
    },
    stop: async () => {
      const exited = once(child, "exit");
      send("stop");
      await exited;
    },
  };
}
