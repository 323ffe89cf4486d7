import { beginScene } from "../stage.js";
import { killCollector } from "./kill-collector.js";
import { connection, hourMs, minuteMs, poll, type TroubleStage, tell } from "./stage.js";

const callsBeforeDeath = 9;

/** Everything that goes wrong, one after the other; each is mended before the next. */
export async function tellTroubles(stage: TroubleStage): Promise<void> {
  await beKilled(stage);
  await beThrottled(stage);
  await meetCorruptFile(stage);
  await loseCredential(stage);
  await findLateEvents(stage);
}

async function beKilled(stage: TroubleStage): Promise<void> {
  beginScene(stage, "The collector is killed while it reads (kill -9). Another one goes on where it was.");
  const answered = await killCollector(stage, callsBeforeDeath);
  const [status] = await stage.engine.status({ connection });
  const stored = status?.feeds.reduce((sum, feed) => sum + feed.stored, 0) ?? 0;
  tell(
    stage,
    "killed",
    `after ${answered} answers; ${stored} events were stored by then, with the place reached`,
  );
  await poll(stage);
}

async function beThrottled(stage: TroubleStage): Promise<void> {
  beginScene(
    stage,
    "The tenant throttles: three calls are answered 429. They are delayed, and nothing is dropped.",
  );
  const { tenant, clock } = stage;
  clock.advance(15 * minuteMs);
  tenant.faults.inject({ kind: "throttle", feed: "siem-2.0", times: 3, resetMs: 30_000 });
  const before = clock.now();
  await poll(stage);
  const waited = Math.round((clock.now() - before) / 1000);
  tell(stage, "waited", `${waited} seconds of the tenant's time, as it had asked`);
}

async function meetCorruptFile(stage: TroubleStage): Promise<void> {
  const { tenant, clock, engine } = stage;
  beginScene(
    stage,
    "A file comes corrupt. It is kept in quarantine, the ledger names it, and the rest goes on.",
  );
  clock.advance(15 * minuteMs);
  const id = tenant.faults.inject({ kind: "corrupt-gzip", times: 2 });
  await poll(stage);
  for (const { source, detail, sizeBytes } of await engine.quarantine.list({ connection })) {
    tell(stage, "kept", `${sizeBytes} bytes of ${source.split("/").at(-1)}: ${detail}`);
  }
  const [status] = await engine.status({ connection });
  for (const gap of status?.feeds.flatMap(({ ledger }) => ledger.gaps) ?? [])
    tell(stage, "ledger", `${gap.state}: ${gap.what.split("/").at(-1)}`);
  tenant.faults.remove(id);
  clock.advance(15 * minuteMs);
  tell(
    stage,
    "later",
    "the tenant serves it whole; it is asked for again by itself, and its lines from before the damage are known",
  );
  await poll(stage);
}

async function loseCredential(stage: TroubleStage): Promise<void> {
  const { tenant, clock, engine } = stage;
  beginScene(
    stage,
    "The credential is revoked. It is told once, and all feeds rest; with a new one, the gap is read.",
  );
  tenant.application.regenerateKeys();
  for (let round = 0; round < 2; round += 1) {
    clock.advance(hourMs);
    await poll(stage);
  }
  const { clientId, clientSecret } = tenant.v2;
  await engine.credentials.update(connection, {
    secrets: { kind: "2.0", oauth: { clientId, clientSecret } },
  });
  tell(stage, "renewed", "two hours after it was revoked");
  await poll(stage);
}

async function findLateEvents(stage: TroubleStage): Promise<void> {
  const { tenant, clock, engine } = stage;
  const count = 5;
  const until = clock.now() - 10 * minuteMs;
  const countRead = async (): Promise<number> => {
    let read = 0;
    for await (const _event of engine.events.query({ connection, feed: "ttp-url", until })) read += 1;
    return read;
  };
  beginScene(
    stage,
    `${count} clicks appear late, in time that was read already. The sweep an hour later finds them.`,
  );
  tenant.faults.inject({ kind: "late-events", feed: "ttp-url", count, ageMinutes: 50 });
  const before = await countRead();
  clock.advance(70 * minuteMs);
  await poll(stage);
  tell(
    stage,
    "found",
    `${(await countRead()) - before} clicks that were not there when their time was read first`,
  );
}
