import { type MimecastClient, MimecastError, probeNetwork, regionOfHost } from "@postern/mimecast";
import type { Check } from "../connections/check.js";
import { type Connection, findPermittedFeeds, testConnection } from "../connections/index.js";
import { networkOf } from "../connections/network.js";
import type { RightFindings } from "../connections/rights.js";
import { propagationMs } from "../connections/state.js";
import { describeShape, type Secrets } from "../credentials/index.js";
import { toPosternError } from "../errors/index.js";
import type { ConnectionStatus } from "../status/status.js";
import { findDescriptor, findLicences } from "./account-findings.js";
import { findCredentialAge, findEnhancedLogging, findLifetimes } from "./arrival-findings.js";
import type { Finding } from "./finding.js";
import { findClock, findHost } from "./host-findings.js";
import { findNetwork } from "./network-findings.js";
import { findRefusedAll, rankRefusalCauses } from "./refusal.js";

export interface Patient {
  readonly connection: Connection;
  readonly secrets: Secrets;
  readonly proxySecrets: Secrets | null;
  readonly reading: MimecastClient;
  readonly acting: MimecastClient;
  /** What earlier probes and calls found. */
  readonly rights: RightFindings;
  readonly status: ConnectionStatus;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Looks at everything between us and the tenant's records, from the outside in; stops where going on can't help. */
export async function* diagnose(patient: Patient): AsyncGenerator<Finding> {
  const { connection, status, now } = patient;
  const host = findHost(connection);
  yield host;
  const { findings, clockSkewMs } = await lookAtNetwork(patient);
  yield* findings;
  if (findings.some(({ result }) => result === "fail")) return;
  yield findClock(clockSkewMs, connection.generation);
  const shapeProblems = describeShape(patient.secrets).map(({ message }) => message);
  yield {
    id: "credential-shape",
    title: "The values of the credential look like what they should be",
    result: shapeProblems.length === 0 ? "pass" : "fail",
    detail: shapeProblems.length === 0 ? "Nothing odd." : shapeProblems.join(" "),
    causes: shapeProblems.map((problem) => ({
      cause: "A value is not what belongs in its field.",
      evidence: problem,
      mend: "Copy the values again, each into its own field: `postern connect --update`.",
    })),
  };
  yield* lookAtRights(patient, { clockSkewMs, shapeProblems });
  yield* await findDescriptor({
    connection,
    network: networkOf(connection, patient.proxySecrets),
    signal: patient.signal,
  });
  yield await findLicences(patient.reading, patient.signal);
  yield* await findUncollected(patient);
  yield findQuota({ client: patient.reading, noted: status.budgets, now: now() });
  yield* findEnhancedLogging(status);
  yield* findLifetimes(connection, now());
  yield* findCredentialAge(connection, now());
  yield {
    id: "ip-range",
    title: "The tenant sees an address of ours that it accepts",
    result: "cannot-tell",
    detail:
      "No operation of the API tells the address we are seen with; ask a service of your own on the internet.",
    causes: [],
  };
}

async function lookAtNetwork({ connection, proxySecrets, now, signal }: Patient) {
  const { baseUrl } = connection;
  const steps = await probeNetwork({ baseUrl, network: networkOf(connection, proxySecrets), now, signal });
  const clockSkewMs = steps.find((step) => step.clockSkewMs !== undefined)?.clockSkewMs ?? null;
  return { findings: findNetwork(steps), clockSkewMs };
}

async function* lookAtRights(
  patient: Patient,
  seen: { clockSkewMs: number | null; shapeProblems: readonly string[] },
): AsyncGenerator<Finding> {
  const { connection, reading, acting, rights, now, signal } = patient;
  let isRefusalTold = false;
  const feeds: Check[] = [];
  for await (const check of testConnection({
    connection,
    reading,
    acting,
    rights,
    now: now(),
    signal,
  })) {
    if (check.subject.kind === "feed") feeds.push(check);
    const isRefused = check.state === "credentials-refused";
    // Told once: every further probe would only say it again.
    if (isRefused && isRefusalTold) continue;
    isRefusalTold ||= isRefused;
    yield findingOf(patient, { check, seen, isRefused });
  }
  yield* findRefusedAll(feeds);
}

function findingOf(
  patient: Patient,
  {
    check,
    seen,
    isRefused,
  }: {
    check: Check;
    seen: { clockSkewMs: number | null; shapeProblems: readonly string[] };
    isRefused: boolean;
  },
): Finding {
  const { subject, result, detail, mend } = check;
  const isCredential = subject.kind === "credential";
  const id = isCredential || isRefused ? credentialId(patient) : `${subject.kind}:${subject.name}`;
  const title =
    isCredential || isRefused
      ? "The tenant accepts the credential"
      : `The ${subject.kind} ${subject.name} is permitted`;
  if (result === "pass") return { id, title, result, detail, causes: [] };
  if (isRefused) return { id, title, result, detail, causes: refusalCauses(patient, { check, ...seen }) };
  return { id, title, result, detail, causes: [{ cause: detail, evidence: needs(check), mend }] };
}

function credentialId({ connection }: Patient): string {
  return connection.generation === "2.0" ? "token" : "signature";
}

function needs({ operation, permission, products }: Check): string {
  const parts = [
    operation === null ? "" : `The probe called ${operation}.`,
    permission === null ? "" : `It needs the permission "${permission}".`,
    products.length === 0 ? "" : `On API 2.0 it needs the product "${products.join('" or "')}".`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function refusalCauses(
  { connection, status, now }: Patient,
  seen: { check: Check; clockSkewMs: number | null; shapeProblems: readonly string[] },
) {
  const cause = seen.check.error;
  // A quiet feed that was read to its end proves as much as one that brought something.
  const workedUntil = Math.max(
    0,
    ...status.feeds.flatMap(({ lastArrivalAt, ledger }) => [lastArrivalAt ?? 0, ledger.asOf ?? 0]),
  );
  return rankRefusalCauses({
    generation: connection.generation,
    code: seen.check.code ?? "credentials-refused",
    vendorCodes: cause instanceof MimecastError ? cause.vendorCodes : [],
    vendorMessage: cause instanceof MimecastError ? cause.vendorMessage : null,
    shapeProblems: seen.shapeProblems,
    clockSkewMs: seen.clockSkewMs,
    keysWorkAt:
      connection.applicationCreatedAt === null ? null : connection.applicationCreatedAt + propagationMs,
    workedUntil: workedUntil === 0 ? null : workedUntil,
    expiresAt: connection.credential.expiresAt,
    hostRegion: regionOfHost(connection.baseUrl)?.name ?? null,
    now: now(),
  });
}

/** Somebody who has two of the vendor's products may not know that there is a feed of each. */
async function findUncollected({ connection, reading, now, signal }: Patient): Promise<Finding[]> {
  const feeds = await findPermittedFeeds({ connection, reading, now: now(), signal });
  const all = [...connection.settings.feeds, ...feeds].join(",");
  return feeds.map((feed) => ({
    id: `uncollected:${feed}`,
    title: `The feed ${feed} could be collected`,
    result: "pass",
    detail: `The credential may read it, and nobody chose it. If you want it: \`postern connect --update ${connection.name} --feeds ${all}\`.`,
    causes: [],
  }));
}

/** Other processes spend of the same quotas, a running collector for one: what they noted counts as well. */
function findQuota(request: {
  client: MimecastClient;
  noted: ConnectionStatus["budgets"];
  now: number;
}): Finding {
  const { client, noted, now } = request;
  const states = client
    .budget()
    .filter(({ limit }) => limit !== null)
    .map((state) => {
      const other = noted.find(({ operation }) => operation === state.operation);
      const isScarcer =
        (other?.remaining ?? Number.POSITIVE_INFINITY) < (state.remaining ?? Number.POSITIVE_INFINITY);
      if (other === undefined || !isScarcer) return state;
      const waitingMs = other.remaining === 0 ? Math.max(0, (other.resetsAt ?? now) - now) : state.waitingMs;
      return { ...state, remaining: other.remaining, waitingMs };
    });
  const used = states.filter(({ remaining, waitingMs }) => remaining === 0 || waitingMs > 0);
  const detail =
    states.length === 0
      ? "The tenant has told no limits so far."
      : states
          .map(
            ({ operation, remaining, limit }) => `${operation}: ${remaining ?? "?"} of ${limit} calls left`,
          )
          .join("; ");
  return {
    id: "quota",
    title: "Quota is left",
    result: used.length > 0 ? "fail" : states.length === 0 ? "cannot-tell" : "pass",
    detail,
    causes: used.map(({ operation, waitingMs }) => ({
      cause: `The quota of ${operation} is used up.`,
      evidence: `${Math.ceil(waitingMs / 1000)} seconds until it is renewed.`,
      mend: "Wait; if it stays, look for another tool that uses the same application.",
    })),
  };
}

/** For callers that got no further than opening the credential. */
export function findingOfFailure(thrown: unknown): Finding {
  const error = toPosternError(thrown);
  return {
    id: "vault",
    title: "The credential can be opened",
    result: "fail",
    detail: error.message,
    causes: [{ cause: error.entry.means, evidence: error.message, mend: error.entry.youDo }],
  };
}
