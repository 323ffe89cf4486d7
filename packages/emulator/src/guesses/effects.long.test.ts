import { expect, test } from "vitest";
import { createClock, startTenant } from "../index.js";
import { noon } from "../testing/client.js";
import { probes } from "../testing/probes/index.js";
import type { Probe } from "../testing/probes/probe.js";
import type { GuessDeclaration } from "./declaration.js";
import { parseGuess } from "./guesses.js";
import { type GuessName, guessTable } from "./table/index.js";

/** All that a guess may be set to beside the usual; of a number, one. */
function otherValues({ detail, usual }: GuessDeclaration, { other }: Probe): readonly unknown[] {
  if (detail.is === "flag") return [!usual];
  if (detail.is === "word" || (detail.is === "number" && detail.words !== undefined))
    return (detail.words ?? []).filter((value) => value !== usual);
  if (other !== undefined) return [other];
  if (detail.is === "number") return [detail.least];
  throw new Error(`No other value for ${detail.says}`);
}

/** The story, told of a tenant of its own. */
async function watch(name: GuessName, value: unknown): Promise<string> {
  const clock = createClock({ start: noon, frozen: true });
  const guesses = parseGuess(`${name}=${value}`);
  const tenant = await startTenant({
    messagesPerDay: 100,
    historyDays: 40,
    ...probes[name].options,
    clock,
    guesses,
  });
  try {
    return JSON.stringify(await probes[name].look(tenant, clock));
  } finally {
    await tenant.close();
  }
}

const names = Object.keys(guessTable) as GuessName[];

test.each(names)("what comes of %s differs with each of its values", async (name) => {
  const { usual } = guessTable[name];
  const usually = await watch(name, usual);
  expect(await watch(name, usual)).toBe(usually);
  const told = [usually];
  for (const value of otherValues(guessTable[name], probes[name])) told.push(await watch(name, value));
  expect(new Set(told).size, told.join("\n")).toBe(told.length);
});
