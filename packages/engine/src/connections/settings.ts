import type { Generation } from "@postern/mimecast";
import { z } from "zod";
import { PosternError } from "../errors/index.js";
import type { ConnectionSettings, FeedSettings } from "./connection.js";
import { defaultSettings } from "./defaults.js";

const keepDays = z.number().positive().nullable().optional();

const feedSettings = z.object({
  settleDelayMinutes: z.number().min(0).optional(),
  retentionDays: z.number().positive().nullable().optional(),
  everyMinutes: z.number().positive().optional(),
  lookbackHours: z.number().min(0).optional(),
  sweepAfterHours: z.array(z.number().positive()).max(10).optional(),
  keepDays,
});

const network = z.object({
  proxyUrl: z.url({ protocol: /^https?$/ }).optional(),
  ca: z.string().includes("-----BEGIN CERTIFICATE-----").optional(),
  verifyCertificates: z.boolean().optional(),
  family: z.union([z.literal(4), z.literal(6)]).optional(),
});

const settingsSchema = z.object({
  feeds: z.array(z.string()).optional(),
  actions: z.array(z.string()).optional(),
  isReadOnly: z.boolean().optional(),
  lookbackHours: z.number().min(0).optional(),
  everyMinutes: z.number().positive().nullable().optional(),
  keepDays,
  feedSettings: z.record(z.string(), feedSettings).optional(),
  network: network.optional(),
});

/** Connections are listed every few seconds, mostly with the settings they had: as many texts as an MSP has clients. */
const maxParsed = 2000;
const parsed = new Map<string, ConnectionSettings>();

/** Settings as they were stored, with today's default for what an older version did not know. */
export function parseSettings(text: string, generation: Generation): ConnectionSettings {
  const key = `${generation} ${text}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const settings = withDefaults(settingsSchema.parse(JSON.parse(text)), generation);
  if (parsed.size >= maxParsed) parsed.clear();
  parsed.set(key, settings);
  return settings;
}

/** Settings as somebody gave them. Throws `bad-usage`. */
export function checkSettings(
  settings: Partial<ConnectionSettings>,
  generation: Generation,
): ConnectionSettings {
  const checked = settingsSchema.safeParse(settings);
  if (checked.success) return withDefaults(checked.data, generation);
  const problems = checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new PosternError("bad-usage", `The settings don't fit: ${problems.join("; ")}.`);
}

function withDefaults(stored: z.output<typeof settingsSchema>, generation: Generation): ConnectionSettings {
  const defaults = defaultSettings(generation);
  const perFeed: Record<string, FeedSettings> = {};
  for (const [feed, numbers] of Object.entries(stored.feedSettings ?? {})) {
    const { settleDelayMinutes, retentionDays, everyMinutes, lookbackHours, sweepAfterHours, keepDays } =
      numbers;
    perFeed[feed] = {
      ...(lookbackHours === undefined ? {} : { lookbackHours }),
      ...(keepDays === undefined ? {} : { keepDays }),
      ...(sweepAfterHours === undefined ? {} : { sweepAfterHours }),
      ...(everyMinutes === undefined ? {} : { everyMinutes }),
      ...(settleDelayMinutes === undefined ? {} : { settleDelayMinutes }),
      ...(retentionDays === undefined ? {} : { retentionDays }),
    };
  }
  const { proxyUrl, ca, verifyCertificates, family } = stored.network ?? {};
  return {
    feeds: stored.feeds ?? defaults.feeds,
    actions: stored.actions ?? defaults.actions,
    isReadOnly: stored.isReadOnly ?? false,
    lookbackHours: stored.lookbackHours ?? defaults.lookbackHours,
    everyMinutes: stored.everyMinutes ?? null,
    keepDays: stored.keepDays ?? null,
    feedSettings: perFeed,
    network: {
      ...(proxyUrl === undefined ? {} : { proxyUrl }),
      ...(ca === undefined ? {} : { ca }),
      ...(verifyCertificates === undefined ? {} : { verifyCertificates }),
      ...(family === undefined ? {} : { family }),
    },
  };
}
