import type { Fault, Feed } from "@postern/emulator";
import { expectSameRecords } from "../setting/compare.js";
import { hourMs, minuteMs, openSetting, type Setting } from "../setting/setting.js";

type Connection = "v1" | "v2";

/** The ways of reading a generation has: files or a chain, windows, and lists that take no span. */
export const feedsOfMatrix = {
  v1: ["siem-1.0", "ttp-url", "audit", "threat-intel-grid"],
  v2: ["siem-2.0", "ttp-url", "rejections", "threat-events"],
} as const satisfies Record<Connection, readonly Feed[]>;

const generationOf = { v1: "1.0", v2: "2.0" } as const;

/** Attempts of the API client: so many strikes, and the call has failed for this poll. */
const attempts = 4;
/** A call that is never answered costs real time. */
const timeouts = { headersMs: 250, bodyMs: 250 };

/** One way in which a call fails. */
export interface Failure {
  readonly what: string;
  readonly fault: Fault;
  /** Not struck once, which the client mends by itself, but so often that the poll fails. */
  readonly isLasting?: true;
  /** Only the calls for a token: they come every second cycle, so that its time is over. */
  readonly isOfToken?: true;
}

/** A tenant to be spoiled call by call, and a connection that is level. */
export async function openMatrix(connection: Connection): Promise<Setting> {
  const setting = await openSetting({
    tenant: { messagesPerDay: 500 },
    settings: { feeds: feedsOfMatrix[connection], lookbackHours: 2 },
    timeouts,
  });
  await collectUntilComplete(setting, connection);
  return setting;
}

/**
 * Spoils the first call of a full cycle, then the second of the next cycle, and so on to the last. After each the
 * ledger has to come to complete by itself, and the store to hold what the tenant published. Sweeps would hide what a
 * poll missed, so each cycle is compared before they come. Gives how many calls were spoiled.
 */
export async function spoilEachCall(
  setting: Setting,
  connection: Connection,
  failure: Failure,
): Promise<number> {
  for (let call = 0; ; call += 1) {
    setting.clock.advance((failure.isOfToken ? 31 : 16) * minuteMs);
    const id = setting.tenant.faults.inject(aim(connection, { failure, call }));
    await setting.collect(feedsOfMatrix[connection], connection);
    const struck = setting.tenant.faults.list().find((armed) => armed.id === id)?.struck ?? 0;
    setting.tenant.faults.clear();
    if (struck === 0) return call;
    await collectUntilComplete(setting, connection);
    await compare(setting, { connection, what: `${failure.what}, call ${call + 1}` });
  }
}

function aim(connection: Connection, { failure, call }: { failure: Failure; call: number }): Fault {
  const { fault, isLasting, isOfToken } = failure;
  return {
    ...fault,
    after: call,
    times: isLasting ? attempts : 1,
    ...(isOfToken ? { path: "token" } : { generation: generationOf[connection] }),
  };
}

/** As the service would: poll after poll, until nothing is open. */
async function collectUntilComplete(setting: Setting, connection: Connection, polls = 4): Promise<void> {
  for (let poll = 0; ; poll += 1) {
    if (poll > 0) setting.clock.advance(16 * minuteMs);
    await setting.collect(feedsOfMatrix[connection], connection);
    const [status] = await setting.engine.status({ connection });
    const open = status?.feeds.filter(
      ({ state, ledger }) => state !== "healthy" || ledger.verdict !== "complete",
    );
    if (open?.length === 0) return;
    if (poll === polls) throw new Error(`not complete: ${JSON.stringify(open)}`);
  }
}

async function compare(
  { engine, tenant, clock }: Setting,
  { connection, what }: { connection: Connection; what: string },
): Promise<void> {
  const [status] = await engine.status({ connection });
  for (const feed of feedsOfMatrix[connection]) {
    const found = status?.feeds.find((candidate) => candidate.feed === feed);
    // Lists that take no span are asked for more rarely than the others.
    const until = Math.min(clock.now(), found?.ledger.asOf ?? 0) - 20 * minuteMs;
    try {
      await expectSameRecords({ engine, tenant, connection, feed, from: until - hourMs, until });
    } catch (cause) {
      throw new Error(`${feed} on ${connection} after ${what}`, { cause });
    }
  }
}
