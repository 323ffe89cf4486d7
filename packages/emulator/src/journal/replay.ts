import type { FastifyInstance } from "fastify";
import { openClock } from "../clock/clock.js";
import { handlers } from "../handlers/index.js";
import type { Emulation } from "../tenant/emulation.js";
import { Refusal } from "../wire/answer.js";
import { type Arrival, readCall } from "../wire/arrival.js";
import { listRoutes } from "../wire/routes.js";
import { doAgain } from "./code-acts.js";
import type { Entry, PageRequest } from "./entry.js";
import { TenantFileError } from "./file-error.js";
import type { Journal } from "./journal.js";

interface Stage {
  readonly emulation: Emulation;
  /** Where the console and the control API are. */
  readonly pages: FastifyInstance;
  /** The code face. */
  readonly tenant: object;
}

/** Does again what was done before this start, each at its time. */
export async function replay(journal: Journal, stage: Stage): Promise<void> {
  await stage.pages.ready();
  for (const [index, entry] of journal.entries.entries()) {
    journal.goTo(entry);
    try {
      await doEntry(entry, stage);
    } catch (error) {
      throw new TenantFileError(
        "not-repeatable",
        `${journal.path}: line ${index + 2} can't be done again: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  }
}

async function doEntry(entry: Entry, stage: Stage): Promise<void> {
  if ("call" in entry) await callAgain(entry.call, stage.emulation);
  else if ("page" in entry) await sendAgain(entry.page, stage.pages);
  else if ("code" in entry) doAgain(entry.code, stage.tenant);
  else if ("fault" in entry) stage.emulation.faults.resume(entry.fault);
  else if ("archive" in entry) stage.emulation.archiveTrail.resume(entry.archive);
  else if ("clock" in entry) openClock(stage.emulation.clock).state = entry.clock;
}

/** It has passed the gate before. What was refused then is refused again. */
async function callAgain(arrival: Arrival, emulation: Emulation): Promise<void> {
  const { generation, name } = arrival;
  const route = listRoutes(generation).find((candidate) => candidate.name === name);
  const call = route === undefined ? null : readCall(arrival, route);
  const handler = handlers[name];
  if (call === null || handler === undefined) throw new Error(`there is no operation ${name} any more`);
  try {
    await handler(call, emulation);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function sendAgain({ method, url, cookie, body }: PageRequest, pages: FastifyInstance): Promise<void> {
  await pages.inject({ method, url, payload: body, headers: { cookie, "content-type": "text/plain" } });
}
