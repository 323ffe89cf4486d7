import type { Feed } from "@postern/emulator";
import type { FeedStatus } from "@postern/engine";
import { onTestFinished } from "vitest";
import { expectSameRecords } from "../setting/compare.js";
import { openScripted, type Scripted } from "../setting/scripted.js";
import { hourMs, minuteMs, openSetting, type Setting, type SettingOptions } from "../setting/setting.js";

/** What the users of other connectors suffered is tried on a small tenant; all is closed when the test is over. */
export interface Stage extends Setting {
  readonly connection: "v1" | "v2";
  readonly feed: Feed;
  /** One pass over the feed. */
  poll(): Promise<FeedStatus>;
  status(): Promise<FeedStatus>;
  /** The store holds what the tenant published in the last hours, but for what has not settled. Gives how much. */
  compare(hours?: number): Promise<number>;
}

export async function openStage(
  { connection, feed }: { connection: "v1" | "v2"; feed: Feed },
  options: SettingOptions = {},
): Promise<Stage> {
  const setting = await openSetting({
    ...options,
    settings: { feeds: [feed], lookbackHours: 3, ...options.settings },
  });
  onTestFinished(() => setting.close());
  const status = async (): Promise<FeedStatus> => {
    const [found] = await setting.engine.status({ connection });
    const of = found?.feeds.find((candidate) => candidate.feed === feed);
    if (of === undefined) throw new Error(`${connection} has no ${feed}`);
    return of;
  };
  return Object.assign(Object.create(setting) as Setting, {
    connection,
    feed,
    status,
    async poll() {
      await setting.collect([feed], connection);
      return await status();
    },
    async compare(hours = 2) {
      const { engine, tenant, clock } = setting;
      const until = clock.now() - 20 * minuteMs;
      return await expectSameRecords({
        engine,
        tenant,
        connection,
        feed,
        from: until - hours * hourMs,
        until,
      });
    },
  });
}

export const clicksPath = "/api/ttp/url/get-logs";

/** A vendor that says what the test has it say of clicks, where the emulated tenant can't be brought to it. */
export async function openClicks(): Promise<Scripted> {
  const vendor = await openScripted({ feeds: ["ttp-url"], lookbackHours: 3 });
  onTestFinished(() => vendor.close());
  return vendor;
}

/** One click in the vendor's words. */
export function click(id: number, time: number): Readonly<Record<string, unknown>> {
  return {
    userEmailAddress: `person-${id}@corp.example`,
    fromUserEmailAddress: "shop@out.example",
    url: `https://out.example/${id}`,
    action: "allow",
    scanResult: "clean",
    date: new Date(time).toISOString().replace(/\.\d{3}Z$/, "+0000"),
  };
}
