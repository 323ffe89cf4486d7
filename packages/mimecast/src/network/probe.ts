import { readBaseUrl } from "../client/check-options.js";
import { MimecastError } from "../errors/index.js";
import { createRedactor } from "../transport/index.js";
import type { CertificateSummary } from "./certificate.js";
import { type NetworkSettings, readNetwork } from "./settings.js";
import { createStages, type Way } from "./stages.js";

export type { CertificateSummary } from "./certificate.js";

export interface NetworkProbe {
  readonly baseUrl: string;
  readonly network?: NetworkSettings | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds, to compare the `Date` header with. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** The longest wait for an HTTP answer. Default 10 s. */
  readonly headersMs?: number | undefined;
}

/** One step on the way to the vendor. */
export interface NetworkStep {
  /**
   * - `dns`: the name of the host, or of the proxy where there is one, has an address.
   * - `proxy`: the proxy answers and lets us in.
   * - `connect`: there is a connection, or a tunnel, to the host.
   * - `tls`: the host's certificate is good.
   * - `http`: something that speaks HTTP answers; no call of the API is made.
   */
  readonly step: "dns" | "proxy" | "connect" | "tls" | "http";
  /** `skipped`: not needed, or an earlier step failed. */
  readonly result: "pass" | "fail" | "skipped";
  /** One sentence. */
  readonly detail: string;
  /** As in a MimecastError; null unless the step failed. Set as well for a certificate that is not checked. */
  readonly systemCode: string | null;
  readonly milliseconds: number;
  readonly addresses?: readonly string[];
  /** What the host showed, or in the step `proxy` a proxy behind TLS; with a failed check too. */
  readonly certificate?: CertificateSummary;
  readonly httpStatus?: number;
  /** The `Date` header as it came. */
  readonly date?: string;
  /** That date less our clock: API 1.0 signatures die of a wrong clock. */
  readonly clockSkewMs?: number;
}

/** What a stage has to say; `NetworkStep` less what is the same for all. */
export type Finding = Omit<NetworkStep, "step" | "milliseconds" | "systemCode"> & {
  readonly systemCode?: string | null;
};

const order = ["dns", "proxy", "connect", "tls", "http"] as const;

/**
 * Goes the way to the vendor step by step and tells how far it comes. Makes no call of the API and sends no
 * credentials but the proxy's. Never throws for what it finds; throws for settings that can't be right, and `aborted`.
 */
export async function probeNetwork(probe: NetworkProbe): Promise<readonly NetworkStep[]> {
  const network = readNetwork(probe.network, { connectMs: 10_000 });
  const { clean } = createRedactor(network.secrets);
  const way: Way = {
    url: readBaseUrl(probe.baseUrl),
    network,
    headersMs: probe.headersMs ?? 10_000,
    now: probe.now ?? Date.now,
    signal: probe.signal,
  };
  const stages = createStages(way);
  const steps: NetworkStep[] = [];
  try {
    for (const step of order) {
      const failed = steps.find(({ result }) => result === "fail");
      const startedAt = performance.now();
      const finding: Finding =
        failed === undefined
          ? await stages[step]()
          : { result: "skipped", detail: `Not tried, since the step ${failed.step} failed.` };
      if (probe.signal?.aborted) throw createAborted();
      const milliseconds = Math.round(performance.now() - startedAt);
      steps.push({ step, milliseconds, systemCode: null, ...finding, detail: clean(finding.detail) });
    }
  } finally {
    stages.end();
  }
  return steps;
}

function createAborted(): MimecastError {
  return new MimecastError({ kind: "aborted", message: "The probe was aborted" });
}
