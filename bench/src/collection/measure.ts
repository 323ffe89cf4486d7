import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.js";
import type { CollectOutcome, CollectRequest } from "./collect-process.js";
import type { InsertRequest, InsertResult } from "./insert-process.js";
import type { ParseRequest } from "./parse-process.js";
import type { Spent } from "./spent.js";
import { countSightings, forgetProgress } from "./stored.js";
import { type BenchTenant, openTenant } from "./tenant.js";
import type { WarmUpRequest, WarmUpResult } from "./warm-up-process.js";

const entries = {
  warmUp: new URL("./warm-up-process.js", import.meta.url),
  parse: new URL("./parse-process.js", import.meta.url),
  insert: new URL("./insert-process.js", import.meta.url),
  collect: new URL("./collect-process.js", import.meta.url),
};

/** What one backlog gave, round by round. */
export interface Measurements {
  readonly wantedEvents: number;
  readonly messagesPerDay: number;
  readonly warmUp: WarmUpResult;
  readonly parse: readonly Spent[];
  readonly insert: readonly InsertResult[];
  readonly insertPerFile: readonly InsertResult[];
  readonly insertWithRollups: readonly InsertResult[];
  readonly fresh: readonly CollectOutcome[];
  readonly duplicates: readonly CollectOutcome[];
}

export interface MeasureRequest {
  readonly events: number;
  readonly rounds: number;
  readonly directory: string;
  /** Over how many days its events are spread. */
  readonly days: number;
  /** `one`: of the ceilings only the plain insert, and nothing twice. */
  readonly passes: "all" | "collecting" | "one";
  /** Watches every turn of the collector's event loop, at the cost of its speed. */
  readonly watchTurns: boolean;
  /** Where to put CPU profiles of the collector's threads, of one more run; null for none. */
  readonly profileDirectory: string | null;
  readonly tell: (line: string) => void;
}

export async function measureBacklog(request: MeasureRequest): Promise<Measurements> {
  const { events, days, rounds, directory, tell } = request;
  const saved = join(directory, `saved-${events}`);
  mkdirSync(saved);
  tell(`starting a tenant with a backlog of about ${events} events`);
  const tenant = await openTenant({ events, days });
  try {
    const { credentials, messagesPerDay, now } = await tenant.tell();
    const warmUp = await runChild<WarmUpRequest, WarmUpResult>(entries.warmUp, {
      tenant: credentials,
      now,
      days,
      directory: saved,
    });
    tell(`warmed up: ${warmUp.files} files, ${(warmUp.bytes / 1e6).toFixed(0)} MB gzipped`);
    const results: RoundResult[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const home = join(directory, `home-${events}-${round}`);
      results.push(await measureRound({ ...request, tenant, saved, home, round }));
    }
    if (request.profileDirectory !== null) await profile({ ...request, tenant });
    return {
      wantedEvents: events,
      messagesPerDay,
      warmUp,
      parse: results.flatMap(({ parse }) => parse),
      insert: results.flatMap(({ insert }) => insert),
      insertPerFile: results.flatMap(({ insertPerFile }) => insertPerFile),
      insertWithRollups: results.flatMap(({ insertWithRollups }) => insertWithRollups),
      fresh: results.flatMap(({ fresh }) => fresh),
      duplicates: results.flatMap(({ duplicates }) => duplicates),
    };
  } finally {
    await tenant.stop();
    rmSync(saved, { recursive: true });
  }
}

type RoundResult = Pick<
  Measurements,
  "parse" | "insert" | "insertPerFile" | "insertWithRollups" | "fresh" | "duplicates"
>;

async function measureRound(
  request: MeasureRequest & { tenant: BenchTenant; saved: string; home: string; round: number },
): Promise<RoundResult> {
  const { events, days, tenant, saved, home, round, passes, watchTurns } = request;
  const tell = (what: string, { seconds, events: done }: Spent): void =>
    request.tell(
      `round ${round}, ${events} events: ${what} ${(done / seconds / 1000).toFixed(1)} k/s in ${seconds.toFixed(1)} s`,
    );
  const parse: Spent[] = [];
  const insert: InsertResult[] = [];
  const insertPerFile: InsertResult[] = [];
  const insertWithRollups: InsertResult[] = [];
  const plain = { directory: saved, home, commitsPerFile: false, withRollups: false };
  const insertPlainly = async (
    name: string,
    { results, ...change }: Partial<InsertRequest> & { results: InsertResult[] },
  ): Promise<void> => {
    const inserted = await runChild<InsertRequest, InsertResult>(entries.insert, { ...plain, ...change });
    rmSync(home, { recursive: true });
    tell(name, inserted);
    results.push(inserted);
  };
  if (passes === "all") {
    const parsed = await runChild<ParseRequest, Spent>(entries.parse, { directory: saved });
    tell("parse", parsed);
    parse.push(parsed);
  }
  if (passes !== "collecting") await insertPlainly("insert", { results: insert });
  if (passes === "all") {
    await insertPlainly("insert, a commit per file", { results: insertPerFile, commitsPerFile: true });
    await insertPlainly("insert, counted by the hour", { results: insertWithRollups, withRollups: true });
  }
  const fresh = await collect({ tenant, days, home, known: 0, watchTurns });
  tell("fresh", fresh);
  const duplicates: CollectOutcome[] = [];
  if (passes !== "one") {
    forgetProgress(home);
    const again = await collect({ tenant, days, home, known: fresh.stored, watchTurns });
    tell("duplicates", again);
    duplicates.push(again);
  }
  rmSync(home, { recursive: true });
  return { parse, insert, insertPerFile, insertWithRollups, fresh: [fresh], duplicates };
}

interface Collecting {
  readonly tenant: BenchTenant;
  readonly days: number;
  readonly home: string;
  /** Events the store holds already: 0 makes the connection first. */
  readonly known: number;
  readonly watchTurns: boolean;
  readonly nodeOptions?: readonly string[];
}

async function collect(request: Collecting): Promise<CollectOutcome> {
  const { tenant, days, home, known, watchTurns, nodeOptions = [] } = request;
  const { credentials, now } = await tenant.advance();
  const outcome = await runChild<CollectRequest, CollectOutcome>(
    entries.collect,
    { tenant: credentials, home, now, isFirst: known === 0, days, watchTurns },
    { nodeOptions },
  );
  const { served } = await tenant.tell();
  const { stored, duplicates, quarantined } = outcome;
  // Two lines can be alike word for word: somebody clicks twice in a second. They are one event, seen twice.
  const sightings = countSightings(home);
  if (sightings === served && stored + duplicates === served && quarantined === 0) return outcome;
  throw new Error(
    `The tenant served ${served} events, of which ${known} were known; the collector stored ${stored}, found ${duplicates} duplicates, quarantined ${quarantined}, and holds ${sightings} sightings.`,
  );
}

async function profile(request: MeasureRequest & { tenant: BenchTenant }): Promise<void> {
  const { tenant, days, events, directory, profileDirectory, tell } = request;
  const home = join(directory, `home-${events}-profile`);
  const nodeOptions = ["--cpu-prof", `--cpu-prof-dir=${profileDirectory}`];
  const { stored } = await collect({ tenant, days, home, known: 0, watchTurns: false, nodeOptions });
  forgetProgress(home);
  await collect({ tenant, days, home, known: stored, watchTurns: false, nodeOptions });
  rmSync(home, { recursive: true });
  tell(
    `CPU profiles are in ${profileDirectory}: the main thread's and the two database threads', fresh first`,
  );
}
