import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { V2Credentials } from "@postern/emulator";
import { type BatchFile, createClient, gatewayEventTypes } from "@postern/mimecast";
import { serveOnce } from "./child.js";
import { dayMs } from "./setting.js";

export interface WarmUpRequest {
  readonly tenant: V2Credentials;
  readonly now: number;
  readonly days: number;
  readonly directory: string;
}

export interface WarmUpResult {
  readonly files: number;
  readonly listings: number;
  readonly bytes: number;
}

/** Downloads every listed file once: fills the tenant's cache, and gives the ceilings the collector's data. */
async function warmUp({ tenant, now, days, directory }: WarmUpRequest): Promise<WarmUpResult> {
  const { baseUrl, clientId, clientSecret } = tenant;
  const client = createClient({
    generation: "2.0",
    baseUrl,
    oauth: { clientId, clientSecret },
    now: () => now,
  });
  const day = new Date(now - days * dayMs).toISOString().slice(0, 10);
  let files = 0;
  let listings = 0;
  let bytes = 0;

  const save = async (type: string, file: BatchFile): Promise<void> => {
    files += 1;
    const name = `${type.replaceAll(" ", "_")}-${String(files).padStart(6, "0")}.gz`;
    const { body } = await client.download(file.url);
    const target = createWriteStream(join(directory, name));
    await pipeline(body, target);
    bytes += target.bytesWritten;
  };

  for (const type of gatewayEventTypes) {
    let nextPage: string | undefined;
    for (;;) {
      const position = nextPage === undefined ? { dateRangeStartsAt: day } : { nextPage };
      const page = await client.listBatch({ type, ...position });
      listings += 1;
      for (const file of page.files) await save(type, file);
      if (page.isCaughtUp || page.nextPage === null) break;
      nextPage = page.nextPage;
    }
  }
  await client.close();
  return { files, listings, bytes };
}

await serveOnce(warmUp);
