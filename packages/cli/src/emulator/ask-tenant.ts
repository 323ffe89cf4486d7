import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { PosternError } from "@postern/engine/errors";
import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { findRunning } from "./running.js";

export interface TargetOptions {
  readonly json?: boolean;
  readonly url?: string;
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** Asks a running tenant, by the control API; the answer's JSON. Throws what the tenant refuses as wrong use. */
export type AskTenant = (method: Method, path: string, body?: unknown) => Promise<unknown>;

/** Adds what every command that asks a running tenant takes. */
export function addTarget(command: Command): Command {
  return command
    .option("--url <url>", "the tenant, where several run (default: the one that runs on this machine)")
    .option("--json", "the answer as JSON, one line");
}

export function aimAt(context: Context, { url }: TargetOptions): AskTenant {
  const base = url === undefined ? findRunning(context.home).controlUrl : readUrl(url);
  return async (method, path, body) => {
    const target = new URL(`/_emulator/${path}`, base);
    const { status, text } = await send(target, { method, body });
    const answer = readJson(text);
    if (status < 300 && answer !== undefined) return answer;
    const told = tellError(answer);
    if (told !== null) throw new PosternError("bad-usage", told);
    throw new PosternError("not-found", `${target.origin} is no emulated tenant: it answered ${status}.`);
  };
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new PosternError("bad-usage", `--url: ${text} is no address such as http://127.0.0.1:7072.`);
}

function send(
  target: URL,
  { method, body }: { readonly method: Method; readonly body: unknown },
): Promise<{ readonly status: number; readonly text: string }> {
  const isSecure = target.protocol === "https:";
  // Its authority is its own; on this machine nobody stands in between.
  const trust = isSecure && isHere(target.hostname) ? { rejectUnauthorized: false } : {};
  return new Promise((resolve, reject) => {
    const outgoing = (isSecure ? requestHttps : requestHttp)(target, { method, ...trust }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
      response.on("error", reject);
    });
    outgoing.on("error", (error) =>
      reject(
        new PosternError("unreachable", `No emulated tenant answers at ${target.origin}: ${error.message}.`, {
          cause: error,
        }),
      ),
    );
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function isHere(hostname: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tellError(answer: unknown): string | null {
  if (!isRecord(answer) || typeof answer["error"] !== "string") return null;
  const { field } = answer;
  return typeof field === "string" ? `${field}: ${answer["error"]}` : answer["error"];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
