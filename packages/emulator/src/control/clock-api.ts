import type { FastifyInstance } from "fastify";
import type { VirtualClock } from "../clock/clock.js";
import { secondMs } from "../clock/spans.js";
import { parseJson } from "../wire/decode.js";
import { apply, asFlag, asNumber } from "./values.js";

/** Nobody travels further in one go: what lies there would be beyond every date. */
const furthest = Date.UTC(2100, 0, 1);

/** The tenant's clock by HTTP: what it is, and how to move it. */
export function addClockApi(app: FastifyInstance, clock: VirtualClock): void {
  const path = "/_emulator/clock";
  const tell = () => ({
    now: new Date(clock.now()).toISOString(),
    rate: clock.rate,
    frozen: clock.rate === 0,
  });
  app.get(path, tell);
  app.post(path, async (request, reply) => {
    try {
      moveClock(clock, typeof request.body === "string" ? parseJson(request.body) : undefined);
      return tell();
    } catch (error) {
      return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}

/** Carries out the fields in their order. */
function moveClock(clock: VirtualClock, body: unknown): void {
  const steps: (() => void)[] = [];
  apply(body, {
    advanceSeconds: (value) => {
      const ms = asNumber(value) * secondMs;
      steps.push(() => clock.set(within(clock.now() + ms)));
    },
    set: (value) => {
      const time = within(readTime(value));
      steps.push(() => clock.set(time));
    },
    frozen: (value) => steps.push(asFlag(value) ? () => clock.freeze() : () => clock.resume()),
    rate: (value) => {
      const rate = asNumber(value);
      steps.push(() => clock.runAt(rate));
    },
  });
  // Either all of it can be read, or nothing moves.
  for (const step of steps) step();
}

function readTime(value: unknown): number {
  const isTime =
    typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value);
  return isTime ? Date.parse(value) : Number.NaN;
}

function within(time: number): number {
  if (time >= 0 && time <= furthest) return Math.floor(time);
  throw new RangeError("The time must look like 2026-03-11T12:00:00Z and lie between 1970 and 2100");
}
