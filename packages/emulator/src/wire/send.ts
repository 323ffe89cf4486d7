import { randomUUID } from "node:crypto";
import type { FastifyReply } from "fastify";
import type { FaultInjector, FaultSite } from "../faults/fault-injector.js";
import type { Answer } from "./answer.js";

/** How an answer leaves: whole, in half, or not at all. */
export type Manner = "whole" | "reset" | "hang";

export interface Delivery {
  readonly manner: Manner;
  /** For `hang` that ends: how long it takes. */
  readonly delayMs: number | null;
}

export function chooseManner(faults: FaultInjector, site: FaultSite): Delivery {
  const hang = faults.take("hang", site);
  if (hang !== null)
    return { manner: hang.hangMs === undefined ? "hang" : "whole", delayMs: hang.hangMs ?? null };
  return { manner: faults.take("reset", site) === null ? "whole" : "reset", delayMs: null };
}

/** Sends an answer; `sent` runs only when all of it has left. */
export async function sendAnswer(
  reply: FastifyReply,
  options: { readonly answer: Answer; readonly delivery: Delivery; readonly now: number },
): Promise<void> {
  const { answer, delivery, now } = options;
  const headers = { ...answer.headers, date: new Date(now).toUTCString(), "x-request-id": randomUUID() };
  if (delivery.delayMs !== null) await wait(delivery.delayMs);
  if (delivery.manner === "hang") {
    // The connection stays open until one side gives up; closing the tenant closes it.
    reply.hijack();
    return;
  }
  if (delivery.manner === "reset") {
    const body = Buffer.from(answer.body);
    reply.hijack();
    reply.raw.writeHead(answer.status, { ...headers, "content-length": body.length });
    reply.raw.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.raw.destroy());
    return;
  }
  const { sent } = answer;
  if (sent !== undefined) reply.raw.once("finish", sent);
  await reply.code(answer.status).headers(headers).send(answer.body);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
