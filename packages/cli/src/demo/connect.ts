import type { Tenant } from "@postern/emulator";
import { type ConnectionSettings, type Engine, feedsOf } from "@postern/engine";
import type { Generation } from "@postern/mimecast/catalogue";
import { dim } from "../screen/text.js";
import { connectionNames, type Stage } from "./stage.js";

const hourMs = 3_600_000;
const lookbackHours = 24;

/** One connection per API generation, to the same tenant. */
export async function connectBoth({ engine, tenant, screen }: Pick<Stage, "engine" | "tenant" | "screen">) {
  const { applicationId, applicationKey, accessKey, secretKey } = tenant.v1;
  await engine.connections.add({
    name: connectionNames["1.0"],
    generation: "1.0",
    baseUrl: tenant.v1.baseUrl,
    keys: { applicationId, applicationKey, accessKey, secretKey },
    settings: chooseSettings(tenant, "1.0"),
  });
  const { clientId, clientSecret } = tenant.v2;
  await engine.connections.add({
    name: connectionNames["2.0"],
    generation: "2.0",
    baseUrl: tenant.v2.baseUrl,
    oauth: { clientId, clientSecret },
    settings: chooseSettings(tenant, "2.0"),
  });
  await tellConnections(engine, screen);
}

/** Recorded records date from years ago: the first read must reach them, and nothing counts as too old. */
function chooseSettings(tenant: Tenant, generation: Generation): Partial<ConnectionSettings> {
  if (tenant.records === null) return { lookbackHours };
  const age = tenant.clock.now() - (tenant.records.oldest ?? tenant.clock.now());
  return {
    lookbackHours: Math.max(lookbackHours, Math.ceil(age / hourMs) + 1),
    feedSettings: Object.fromEntries(feedsOf(generation).map((feed) => [feed.name, { retentionDays: null }])),
  };
}

async function tellConnections(engine: Engine, screen: Stage["screen"]): Promise<void> {
  for (const { name, generation, baseUrl, settings } of await engine.connections.list()) {
    const credential = generation === "1.0" ? "HMAC keys" : "OAuth client";
    screen.line(
      `  ${name}  `,
      dim(`API ${generation}, ${credential}, ${baseUrl}; feeds ${settings.feeds.join(", ")}`),
    );
  }
}
