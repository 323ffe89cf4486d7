import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { FastifyReply } from "fastify";
import type { FaultInjector } from "../faults/fault-injector.js";
import type { FaultSite } from "../faults/site.js";
import type { Answer } from "./answer.js";
import { formatHeaderDate } from "./dates.js";

/** How an answer leaves. */
export type Delivery =
  | { readonly manner: "whole" }
  /** After a while; never, where it is null. */
  | { readonly manner: "late"; readonly delayMs: number | null }
  /** Never; the connection is closed without a byte. */
  | { readonly manner: "none" }
  /** Half of the body, and then the socket is destroyed, or nothing more comes. */
  | { readonly manner: "half"; readonly isOpen: boolean }
  | { readonly manner: "drip"; readonly pieces: number; readonly everyMs: number }
  | { readonly manner: "wrong-length"; readonly length: "longer" | "shorter" }
  | { readonly manner: "truncated-gzip" };

type Late = Extract<Delivery, { readonly manner: "late" }>;
type Broken = Exclude<Delivery, { readonly manner: "whole" } | Late>;

export const whole: Delivery = { manner: "whole" };

/** How no answer comes: the connection stays open, or is dropped. */
export function silence({ drops = false }: { readonly drops?: boolean }): Delivery {
  return drops ? { manner: "none" } : { manner: "late", delayMs: null };
}

/** The fault of the socket that meets this answer. */
export function chooseDelivery(faults: FaultInjector, site: FaultSite): Delivery {
  const hang = faults.take("hang", site);
  if (hang !== null) {
    return hang.hangMs === undefined ? silence(hang) : { manner: "late", delayMs: hang.hangMs };
  }
  if (faults.take("reset", site) !== null) return { manner: "half", isOpen: false };
  if (faults.take("stall", site) !== null) return { manner: "half", isOpen: true };
  const drip = faults.take("drip", site);
  if (drip !== null) return { manner: "drip", pieces: drip.pieces ?? 20, everyMs: drip.everyMs ?? 50 };
  const length = faults.take("wrong-length", site);
  if (length !== null) return { manner: "wrong-length", length: length.length ?? "longer" };
  return faults.take("truncated-gzip", site) === null ? whole : { manner: "truncated-gzip" };
}

/** Sends an answer; `sent` runs only when all of it has left. */
export function sendAnswer(
  reply: FastifyReply,
  options: { readonly answer: Answer; readonly delivery: Delivery; readonly now: number },
): void | Promise<void> {
  const { answer, delivery, now } = options;
  if (delivery.manner === "whole") return sendWhole(reply, { answer, now });
  return sendOtherwise(reply, { answer, delivery, now });
}

async function sendOtherwise(
  reply: FastifyReply,
  options: { readonly answer: Answer; readonly delivery: Broken | Late; readonly now: number },
): Promise<void> {
  const { answer, delivery, now } = options;
  // Without an end the connection stays open until one side gives up; closing the tenant closes it.
  if (delivery.manner !== "late" || delivery.delayMs === null) reply.hijack();
  if (delivery.manner !== "late") {
    await sendBroken(reply, { answer, delivery, headers: writeHeaders(answer, now) });
  } else if (delivery.delayMs !== null) {
    await wait(delivery.delayMs);
    sendWhole(reply, { answer, now });
  }
}

/** Sends all of an answer at once, past the framework: there is nothing it could add. */
export function sendWhole(
  reply: FastifyReply,
  { answer, now }: { readonly answer: Answer; readonly now: number },
): void {
  const { status, body, sent } = answer;
  const { raw } = reply;
  const headers = writeHeaders(answer, now);
  if (status !== 204) headers.push("content-length", String(Buffer.byteLength(body)));
  // Headers that can't be written throw here, while the framework can still answer.
  raw.writeHead(status, headers);
  reply.hijack();
  if (sent !== undefined) raw.once("finish", sent);
  raw.end(body);
}

/** Names and values in turns: what the server takes with the least ado. */
function writeHeaders({ headers, status }: Answer, now: number): string[] {
  const written = ["date", formatHeaderDate(now), "x-request-id", randomUUID()];
  for (const [name, value] of Object.entries(headers)) {
    if (status !== 204 || name !== "content-type") written.push(name, value);
  }
  return written;
}

async function sendBroken(
  { raw }: FastifyReply,
  options: {
    readonly answer: Answer;
    readonly delivery: Broken;
    readonly headers: readonly string[];
  },
): Promise<void> {
  const { answer, delivery, headers } = options;
  const body = Buffer.from(answer.body);
  const half = (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2));
  switch (delivery.manner) {
    case "none":
      raw.destroy();
      return;
    case "half":
      raw.writeHead(answer.status, [...headers, "content-length", String(body.length)]);
      raw.write(half(body), () => (delivery.isOpen ? undefined : raw.destroy()));
      return;
    case "drip": {
      if (answer.sent !== undefined) raw.once("finish", answer.sent);
      raw.writeHead(answer.status, [...headers, "content-length", String(body.length)]);
      const size = Math.max(1, Math.ceil(body.length / delivery.pieces));
      for (let start = 0; start < body.length && !raw.destroyed; start += size) {
        if (start > 0) await wait(delivery.everyMs);
        raw.write(body.subarray(start, start + size));
      }
      raw.end();
      return;
    }
    case "wrong-length": {
      const length = delivery.length === "longer" ? body.length + 100 : Math.floor(body.length / 2);
      raw.writeHead(answer.status, [...headers, "content-length", String(length), "connection", "close"]);
      raw.write(body, () => raw.destroy());
      return;
    }
    case "truncated-gzip": {
      const packed = half(gzipSync(body));
      const zipped = ["content-encoding", "gzip", "content-length", String(packed.length)];
      raw.writeHead(answer.status, [...headers, ...zipped]);
      raw.end(packed);
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
