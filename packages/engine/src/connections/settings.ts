import type { Generation } from "@postern/mimecast";
import { z } from "zod";
import type { ConnectionSettings, FeedSettings } from "./connection.js";
import { defaultSettings } from "./defaults.js";

const feedSettings = z.object({
  settleDelayMinutes: z.number().min(0).optional(),
  retentionDays: z.number().positive().nullable().optional(),
});

const settingsSchema = z.object({
  feeds: z.array(z.string()).optional(),
  actions: z.array(z.string()).optional(),
  lookbackHours: z.number().min(0).optional(),
  feedSettings: z.record(z.string(), feedSettings).optional(),
});

/** Settings as they were stored, with today's default for what an older version did not know. */
export function parseSettings(text: string, generation: Generation): ConnectionSettings {
  const stored = settingsSchema.parse(JSON.parse(text));
  const defaults = defaultSettings(generation);
  const perFeed: Record<string, FeedSettings> = {};
  for (const [feed, { settleDelayMinutes, retentionDays }] of Object.entries(stored.feedSettings ?? {})) {
    perFeed[feed] = {
      ...(settleDelayMinutes === undefined ? {} : { settleDelayMinutes }),
      ...(retentionDays === undefined ? {} : { retentionDays }),
    };
  }
  return {
    feeds: stored.feeds ?? defaults.feeds,
    actions: stored.actions ?? defaults.actions,
    lookbackHours: stored.lookbackHours ?? defaults.lookbackHours,
    feedSettings: perFeed,
  };
}
