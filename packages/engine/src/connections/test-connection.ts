import { type MimecastClient, MimecastError, type OperationName, operation } from "@postern/mimecast";
import { findWriting } from "../actions/registry.js";
import { listCall } from "../collector/list-call.js";
import { type ErrorCode, errorTable, PosternError, toPosternError } from "../errors/index.js";
import { type ChainReading, type Feed, feedsOf, findFeed, type RecordList } from "../feeds/index.js";
import { formatVendorTime } from "../feeds/values/time.js";
import type { Check } from "./check.js";
import type { Connection } from "./connection.js";
import { judgeRight, type Right, type RightFindings } from "./rights.js";

const probeSpanMs = 60_000;

interface ProbeRequest {
  readonly connection: Connection;
  /** With the credential for reading, and the one for acting: often the same. */
  readonly reading: MimecastClient;
  readonly acting: MimecastClient;
  /** What earlier probes and calls found: all there is on what can't be tried. */
  readonly rights: RightFindings;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Feeds are read with the credential for reading, and always can be tried. */
type FeedProbe = Omit<ProbeRequest, "acting" | "rights">;

/**
 * Probes the credential, then each feed and action chosen, one by one, with the smallest reading call there is.
 * Calls nothing that was not chosen, and writes nothing.
 */
export async function* testConnection(request: ProbeRequest): AsyncGenerator<Check> {
  const { connection } = request;
  if (connection.generation === "2.0") {
    const check = await probe(
      { subject: { kind: "credential", name: connection.credential.name }, operation: "oauth.token" },
      () => request.reading.authenticate(request.signal),
    );
    yield check;
    if (check.result !== "pass") return;
  }
  for (const name of connection.settings.feeds) yield await checkFeed(request, findFeed(name));
  // Many actions are probed by one and the same call.
  const probed = new Map<OperationName, Promise<void>>();
  for (const name of connection.settings.actions) {
    const action = findWriting(name);
    const { reads, writes } = action.operations(connection.generation);
    const [write] = writes;
    const [read] = reads;
    if (write === undefined) continue;
    if (read === undefined) {
      yield describeUntried(name, judgeRight(write, request.rights));
      continue;
    }
    yield await probe(
      {
        subject: { kind: "action", name },
        operation: write,
        probed: read,
      },
      () => {
        const known = probed.get(read) ?? action.probe(request.acting, request.signal);
        probed.set(read, known);
        return known;
      },
    );
  }
}

/** Where no call reads what an action changes, to try it would be to do it. */
function describeUntried(name: string, { operation: write, permission, products, state }: Right): Check {
  const told = {
    held: "an earlier call showed that it may",
    missing: "an earlier call was refused, its next use shows whether it still is",
    unknown: "its first use shows whether it may",
  }[state];
  const isMissing = state === "missing";
  const needed = permission === null ? "" : ` (${permission})`;
  return {
    subject: { kind: "action", name },
    operation: write,
    permission,
    products,
    result: "cannot-tell",
    state: isMissing ? "not-permitted" : "ready",
    code: isMissing ? "not-permitted" : null,
    detail: `not tried: no call reads what it changes, so that to try it would be to do it; ${told}${needed}`,
    error: null,
    mend: isMissing ? (mendOfOperation("not-permitted", write) ?? "") : "",
  };
}

async function checkFeed(request: FeedProbe, feed: Feed): Promise<Check> {
  const { name, reading } = feed;
  return await probe({ subject: { kind: "feed", name }, operation: reading.operation }, () =>
    probeFeed(request, feed),
  );
}

/** Feeds of other products that were not chosen, and that the credential may read; one call for each. */
export async function findPermittedFeeds(request: FeedProbe): Promise<string[]> {
  const { generation, settings } = request.connection;
  const permitted: string[] = [];
  for (const feed of feedsOf(generation)) {
    if (feed.isTakenWherePermitted !== true || settings.feeds.includes(feed.name)) continue;
    const { result } = await checkFeed(request, feed);
    if (result === "pass") permitted.push(feed.name);
  }
  return permitted;
}

async function probeFeed({ reading: client, now, signal }: FeedProbe, { reading }: Feed): Promise<void> {
  switch (reading.kind) {
    case "windows":
      await probeList(client, {
        reading,
        item: reading.request({ from: now - probeSpanMs, until: now }),
        signal,
      });
      return;
    case "chain":
      await probeChain(client, { reading, now, signal });
      return;
    case "listing": {
      const today = new Date(now).toISOString().slice(0, 10);
      const { operation, parts } = reading;
      const [type = ""] = parts;
      await client.listBatch({ operation, type, dateRangeStartsAt: today, pageSize: 1, signal });
      return;
    }
    case "stream":
      await client.readStream({ operation: reading.operation, from: now - probeSpanMs, pageSize: 1, signal });
      return;
    case "snapshot":
      await probeList(client, { reading, item: reading.request?.({ at: now }) ?? null, signal });
      return;
    case "whole":
      await probeList(client, { reading, item: null, signal });
      return;
  }
}

async function probeList(
  client: MimecastClient,
  request: { reading: RecordList; item: object | null; signal: AbortSignal },
): Promise<void> {
  const { reading, item, signal } = request;
  const { operation, pageSize } = reading;
  await client.call(operation, listCall({ operation, pageSize: pageSize === null ? null : 1, item, signal }));
}

async function probeChain(
  client: MimecastClient,
  { reading, now, signal }: { reading: ChainReading; now: number; signal: AbortSignal },
): Promise<void> {
  switch (reading.operation) {
    case "siem.get-logs":
      await client.readSiemLogs({ compress: false, signal });
      return;
    case "ttp.threat-intel.get-feed": {
      const { feedType } = reading;
      await client.readThreatFeed({ feedType, start: formatVendorTime(now - probeSpanMs), signal });
      return;
    }
  }
}

interface ProbeSubject {
  readonly subject: Check["subject"];
  /** The operation whose permission counts. */
  readonly operation: OperationName;
  /** The reading operation that was called instead of a writing one. */
  readonly probed?: OperationName;
}

async function probe(about: ProbeSubject, call: () => Promise<unknown>): Promise<Check> {
  const { permission, products } = operation(about.probed ?? about.operation);
  const base = { subject: about.subject, operation: about.probed ?? about.operation, permission, products };
  try {
    await call();
    const wanted = operation(about.operation).permission;
    const detail =
      about.probed === undefined || wanted === permission
        ? "answers"
        : `reading answers; whether it may write (${wanted}) shows only when it does`;
    return { ...base, result: "pass", state: "ready", code: null, detail, error: null, mend: "" };
  } catch (thrown) {
    const error = toPosternError(thrown);
    if (error.code === "interrupted") throw error;
    const isUndecided = error.code === "throttled" || error.code === "server-error";
    return {
      ...base,
      result: isUndecided ? "cannot-tell" : "fail",
      state: stateOf(error.code),
      code: error.code,
      detail: error.message,
      error: thrown,
      mend: mendOf(error.code, thrown) ?? error.entry.youDo,
    };
  }
}

function stateOf(code: ErrorCode): Check["state"] {
  if (code === "not-permitted" || code === "product-missing") return "not-permitted";
  if (code === "credentials-refused" || code === "keys-expired") return "credentials-refused";
  return "failing";
}

/** Names the very permission or product, where the catalogue knows it. */
export function mendOf(code: ErrorCode, thrown: unknown): string | null {
  const cause = thrown instanceof PosternError ? thrown.cause : thrown;
  const name = cause instanceof MimecastError ? cause.operation : null;
  return name === null ? null : mendOfOperation(code, name);
}

function mendOfOperation(code: ErrorCode, name: OperationName): string | null {
  const { permission, products } = operation(name);
  if (code === "not-permitted" && permission !== null) {
    return `Add the permission "${permission}" to the role (console: Account | Roles).`;
  }
  if (code === "product-missing" && products.length > 0) {
    const role = permission === null ? "" : ` Its role needs the permission "${permission}" as well.`;
    return `The application lacks the product "${products.join('" or "')}". ${errorTable["product-missing"].youDo}${role}`;
  }
  return null;
}
