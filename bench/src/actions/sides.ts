import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { openEngine } from "@postern/engine";
import { createClient, type MimecastClient } from "@postern/mimecast";
import type { TenantProcess } from "./tenant.js";

/** One of the two that are measured. */
export interface Side {
  blockUrls(urls: readonly string[]): Promise<void>;
  blockSender(sender: string): Promise<void>;
  close(): Promise<void>;
}

/** What is known to be accepted of managed URLs in one call: as many as the engine sends. */
export const urlsAtOnce = 20;
const urlList = "ttp.url.get-all-managed-urls";
const policyList = "policy.blockedsenders.get-policy";

/** The calls that nobody can leave out who wants to know what was there and what is there now; nothing is kept. */
export async function openBare({ credentials }: TenantProcess): Promise<Side> {
  const { baseUrl, ...oauth } = credentials;
  const client = createClient({ generation: "2.0", baseUrl, oauth });
  await client.authenticate();
  return {
    async blockUrls(urls) {
      const before = await listUrls(client);
      const wanted = urls.filter((url) => !before.has(new URL(url).hostname));
      for (let start = 0; start < wanted.length; start += urlsAtOnce) {
        const data = wanted.slice(start, start + urlsAtOnce).map((url) => ({ url, action: "block" }));
        await client.call("ttp.url.create-managed-url", { data });
      }
      const after = await listUrls(client);
      check(urls.every((url) => after.has(new URL(url).hostname)));
    },
    async blockSender(sender) {
      await client.call(policyList);
      const from = { type: "individual_email_address", emailAddress: sender };
      const policy = { description: sender, fromPart: "both", from, to: { type: "everyone" } };
      await client.call("policy.blockedsenders.create-policy", {
        data: [{ option: "block_sender", policy }],
      });
      const { data } = await client.call(policyList);
      check(JSON.stringify(data).includes(sender));
    },
    close: () => client.close(),
  };
}

async function listUrls(client: MimecastClient): Promise<Set<string>> {
  const domains = new Set<string>();
  for await (const { data } of client.pages(urlList, { omitData: true, pagination: { pageSize: 500 } })) {
    for (const row of data) domains.add((row as { domain: string }).domain);
  }
  return domains;
}

/** The same through the engine: planned, intent and outcome kept, every step in the audit log. */
export async function openPostern({ credentials }: TenantProcess, directory: string): Promise<Side> {
  const home = await mkdtemp(join(directory, "postern-bench-actions-"));
  const engine = await openEngine({ home });
  const { baseUrl, ...oauth } = credentials;
  const connection = "bench";
  await engine.connections.add({ name: connection, generation: "2.0", baseUrl, oauth });
  const why = { actor: "bench", reason: "bench" };
  // The token and the database threads are there before the first measured command.
  await engine.actions.plan({ action: "block-url", connection, input: { url: "https://warm.up.example/" } });
  return {
    async blockUrls(urls) {
      const inputs = urls.map((url) => ({ url }));
      check(
        (await engine.actions.run({ action: "block-url", connection, inputs, ...why })).outcome === "done",
      );
    },
    async blockSender(sender) {
      const input = { sender };
      check(
        (await engine.actions.run({ action: "block-sender", connection, input, ...why })).outcome === "done",
      );
    },
    async close() {
      await engine.close();
      await rm(home, { recursive: true });
    },
  };
}

function check(isVerified: boolean): void {
  if (!isVerified) throw new Error("What was blocked was not there when it was read back.");
}
