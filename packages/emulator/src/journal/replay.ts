import type { FastifyInstance } from "fastify";
import { openClock } from "../clock/clock.js";
import { handlers } from "../handlers/index.js";
import type { Emulation } from "../tenant/emulation.js";
import { Refusal } from "../wire/answer.js";
import { type Arrival, readCall } from "../wire/arrival.js";
import { listRoutes } from "../wire/routes.js";
import { doAgain, type Watch } from "./code-acts.js";
import type { Entry, PageRequest, Picture } from "./entry.js";
import { TenantFileError } from "./file-error.js";
import type { Journal } from "./journal.js";
import type { Outset } from "./picture/state-image.js";

/** An account as it was made, before anything is done to it. */
export interface Stage {
  readonly emulation: Emulation;
  readonly outset: Outset;
  /** Where the console and the control API are. */
  readonly pages: FastifyInstance;
  /** The code face. */
  readonly tenant: object;
  readonly watch: Watch;
}

/** Does again what was done before this start, each at its time; what was put together is taken from its picture. */
export async function replay(journal: Journal, stages: readonly Stage[]): Promise<void> {
  const { picture, entries } = journal.readBefore();
  for (const { pages } of stages) await pages.ready();
  if (picture !== null) restore(journal, { picture, stages });
  for (const [index, entry] of entries.entries()) {
    journal.goTo(entry);
    const stage = stages[entry.account ?? 0];
    try {
      if (stage === undefined) throw new Error(`there is no account ${entry.account}`);
      await doEntry(entry, stage);
    } catch (error) {
      throw notRepeatable(`${journal.path}: act ${index + 1} can't be done again`, error);
    }
  }
}

function restore(
  journal: Journal,
  { picture, stages }: { readonly picture: Picture; readonly stages: readonly Stage[] },
): void {
  journal.goTo(picture);
  try {
    if (picture.accounts.length !== stages.length) throw new Error("it shows other accounts");
    for (const [index, image] of picture.accounts.entries()) stages[index]?.outset.restore(image);
    const [first] = stages;
    if (first !== undefined) openClock(first.emulation.clock).state = picture.clock;
  } catch (error) {
    throw notRepeatable(`${journal.path}: the picture in its second line can't be used`, error);
  }
}

function notRepeatable(what: string, error: unknown): TenantFileError {
  const why = error instanceof Error ? error.message : String(error);
  return new TenantFileError("not-repeatable", `${what}: ${why}`, { cause: error });
}

async function doEntry(entry: Entry, stage: Stage): Promise<void> {
  const { emulation } = stage;
  if ("call" in entry) await callAgain(entry.call, emulation);
  else if ("page" in entry) await sendAgain(entry.page, stage.pages);
  else if ("code" in entry) doAgain(entry.code, { root: stage.tenant, watch: stage.watch });
  else if ("fault" in entry) emulation.faults.resume(entry.fault);
  else if ("archive" in entry) emulation.archiveTrail.resume(entry.archive);
  else if ("window" in entry) emulation.lastWindows.resume(entry.window);
  else if ("redelivery" in entry) emulation.store.redeliveries.resume(entry.redelivery);
  else if ("otherIds" in entry) emulation.otherIds.resume(entry.otherIds);
  else if ("clock" in entry) openClock(emulation.clock).state = entry.clock;
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
