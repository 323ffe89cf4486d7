import { type MimecastClient, MimecastError } from "@postern/mimecast";
import type { Connection } from "../../connections/connection.js";
import { judgeRight, noteRight, readRights } from "../../connections/rights.js";
import type { Store } from "../../store/index.js";
import { readRows } from "../model/read-all.js";
import { readRecipientDomains } from "./domain-history.js";
import { listStreamIds } from "./plan-facts.js";

const operation = "domain.get-internal-domain";
/** Domains come and go by the year. */
const keptMs = 3_600_000;

export interface OwnDomains {
  /** The account's domains: its own list where that may be read, else those of recipients in the store. */
  read(client: MimecastClient, connection: Connection): Promise<readonly string[]>;
}

export function createOwnDomains({ store, now }: { store: Store; now: () => number }): OwnDomains {
  const kept = new Map<string, { readonly at: number; readonly domains: readonly string[] }>();
  const ask = async (client: MimecastClient, connection: Connection): Promise<readonly string[] | null> => {
    const right = judgeRight(operation, await readRights(store, connection));
    // Rights change: what was missing is tried again after a while.
    if (right.state === "missing" && now() - (right.foundAt ?? 0) < keptMs) return null;
    try {
      const rows = readRows((await client.call(operation, { data: [] })).data);
      await noteRight(store, connection, { operation, isHeld: true, at: now() });
      return rows.flatMap(({ domain }) => (typeof domain === "string" ? [domain.toLowerCase()] : []));
    } catch (thrown) {
      // A plan does without: it only warns less well.
      if (!(thrown instanceof MimecastError)) throw thrown;
      if (thrown.kind === "not-permitted" || thrown.kind === "product-missing") {
        await noteRight(store, connection, { operation, isHeld: false, at: now() });
      }
      return null;
    }
  };
  const fromStore = async (connectionId: string) =>
    await readRecipientDomains(store, { streamIds: await listStreamIds(store, connectionId), now: now() });
  return {
    async read(client, connection) {
      const known = kept.get(connection.id);
      if (known !== undefined && now() - known.at < keptMs) return known.domains;
      const domains = (await ask(client, connection)) ?? (await fromStore(connection.id));
      kept.set(connection.id, { at: now(), domains });
      return domains;
    },
  };
}
