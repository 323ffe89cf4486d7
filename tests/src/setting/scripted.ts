import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, type VirtualClock } from "@postern/emulator";
import { type ConnectionSettings, type Engine, openEngine, type StoredEvent } from "@postern/engine";
import { scriptedKeys } from "./scripted-keys.js";
import { workday } from "./setting.js";

/** What a call sent: the first item of its data, and the page asked for. */
export interface ScriptedCall {
  readonly path: string;
  readonly item: Readonly<Record<string, unknown>>;
  readonly pageToken: string | null;
}

/** What it is answered: items with the token of the next page, a file, or a refusal. */
export type ScriptedAnswer =
  | { readonly data: readonly unknown[]; readonly next?: string }
  | { readonly file: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly code: string };

type Script = (call: ScriptedCall) => ScriptedAnswer;

/**
 * A vendor that says what a test has it say, for lists the emulated tenant can't be brought to; with an engine that
 * is connected to it, on a clock that stands still.
 */
export interface Scripted {
  readonly engine: Engine;
  readonly home: string;
  readonly clock: VirtualClock;
  readonly calls: readonly ScriptedCall[];
  /** From now on this path is answered so. */
  on(path: string, script: Script): void;
  /** Settles at the next call. */
  called(): Promise<void>;
  collect(feed: string): ReturnType<Engine["collector"]["collect"]>;
  /** All events of a feed, in the order they were stored. */
  events(feed: string): Promise<StoredEvent[]>;
  close(): Promise<void>;
}

export async function openScripted(settings: Partial<ConnectionSettings>): Promise<Scripted> {
  const clock = createClock({ start: workday, frozen: true });
  const scripts = new Map<string, Script>();
  const calls: ScriptedCall[] = [];
  const arrivals = new EventEmitter();
  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    calls.push(call);
    arrivals.emit("call");
    const answer = scripts.get(call.path)?.(call) ?? { status: 404, code: "err_not_found" };
    if ("file" in answer) {
      response.writeHead(200, { "content-type": "application/octet-stream", ...answer.headers });
      response.end(answer.file);
      return;
    }
    response.writeHead("status" in answer ? answer.status : 200, { "content-type": "application/json" });
    response.end(JSON.stringify("status" in answer ? toRefusal(answer) : toEnvelope(answer)));
  });
  const baseUrl = await listen(server);
  const home = await mkdtemp(join(tmpdir(), "postern-test-"));
  const engine = await openEngine({
    home,
    now: () => clock.now(),
    sleep: async (milliseconds) => clock.advance(milliseconds),
  });
  await engine.connections.add({ name: "v1", generation: "1.0", baseUrl, keys: scriptedKeys, settings });
  return {
    engine,
    home,
    clock,
    calls,
    on(path, script) {
      scripts.set(path, script);
    },
    async called() {
      await once(arrivals, "call");
    },
    collect: (feed) => engine.collector.collect({ connection: "v1", feeds: [feed] }),
    async events(feed) {
      const found: StoredEvent[] = [];
      for await (const event of engine.events.since(0, { feed })) found.push(event);
      return found;
    },
    async close() {
      await engine.close();
      server.closeAllConnections();
      server.close();
      await rm(home, { recursive: true });
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function readCall(request: IncomingMessage): Promise<ScriptedCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
  return {
    path: request.url ?? "",
    item: body.data?.[0] ?? {},
    pageToken: body.meta?.pagination?.pageToken ?? null,
  };
}

function toEnvelope({ data, next }: { data: readonly unknown[]; next?: string }): object {
  return {
    meta: { status: 200, pagination: { pageSize: data.length, ...(next === undefined ? {} : { next }) } },
    data,
    fail: [],
  };
}

function toRefusal({ status, code }: { status: number; code: string }): object {
  return { meta: { status }, data: [], fail: [{ errors: [{ code, message: code, retryable: false }] }] };
}

/** Answers a list in pages of this many rows. */
export function inPages(rows: readonly unknown[], size: number): Script {
  return ({ pageToken }) => {
    const start = Number(pageToken ?? 0);
    const end = start + size;
    return { data: rows.slice(start, end), ...(end < rows.length ? { next: String(end) } : {}) };
  };
}
