import type { Connection } from "../../connections/connection.js";
import { type RightFindings, readRights } from "../../connections/rights.js";
import type { Store } from "../../store/index.js";
import type { BoundTarget } from "../model/bind.js";
import type { PlanHistory } from "../model/plan.js";
import { readDomainHistory } from "./domain-history.js";
import { readHistory } from "./history.js";
import { domainsAround, type ScopeFacts } from "./scope.js";

/** What our own store says to a plan. */
export interface StoreFacts {
  readonly history: PlanHistory;
  readonly scope: ScopeFacts;
  readonly rights: RightFindings;
}

export async function readStoreFacts(request: {
  readonly store: Store;
  readonly connection: Connection;
  readonly targets: readonly BoundTarget[];
  readonly ownDomains: readonly string[];
  readonly now: number;
}): Promise<StoreFacts> {
  const { store, connection, targets, ownDomains, now } = request;
  const streamIds = await listStreamIds(store, connection.id);
  const domains = targets.flatMap(({ reach }) => reach.names).flatMap(domainsAround);
  const [history, domainHistory, rights] = await Promise.all([
    readHistory({ store, streamIds, targets: targets.flatMap((target) => target.history ?? []), now }),
    readDomainHistory(store, { streamIds, domains, now }),
    readRights(store, connection),
  ]);
  return { history, scope: { ownDomains, domains: domainHistory }, rights };
}

/** Of all that was ever collected through a connection. */
export async function listStreamIds(store: Store, connectionId: string): Promise<number[]> {
  const rows = await store.read
    .selectFrom("streams")
    .select("id")
    .where("connection_id", "=", connectionId)
    .execute();
  return rows.map(({ id }) => id);
}
