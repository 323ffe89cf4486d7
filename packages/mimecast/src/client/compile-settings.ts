import { randomUUID } from "node:crypto";
import { createBudget } from "../budget/index.js";
import type { Generation } from "../catalogue/index.js";
import { type ClientContext, createRequestId, sleepFor } from "../exchange/index.js";
import { createDispatcher, type Network, type OnOpened, readNetwork } from "../network/index.js";
import { createRedactor, createTransport, type Transport } from "../transport/index.js";
import { readBaseUrl } from "./check-options.js";
import type { ClientSettings } from "./options.js";

/** Compiles the settings of a client once, with their defaults. Throws for those that can't be right. */
export function compileSettings(
  settings: ClientSettings,
  known: { readonly generation: Generation; readonly secrets: readonly string[] },
): ClientContext {
  const { observe, limits, retries, random } = settings;
  const { generation, secrets } = known;
  const now = settings.now ?? Date.now;
  const network = readNetwork(settings.network, { connectMs: settings.timeouts?.connectMs ?? 10_000 });
  const emit = protectObserver(observe);
  const onOpened: OnOpened = (ends) =>
    emit({ type: "connection.opened", at: now(), operation: null, ...ends });
  return {
    generation,
    baseUrl: readBaseUrl(settings.baseUrl),
    now,
    sleep: settings.sleep ?? sleepFor,
    random: random ?? Math.random,
    createRequestId: random === undefined ? randomUUID : () => createRequestId(random),
    maxAnswerBytes: limits?.maxAnswerBytes ?? 64 * 1024 * 1024,
    maxDownloadBytes: limits?.maxDownloadBytes ?? 1024 * 1024 * 1024,
    attempts: retries?.attempts ?? 4,
    maxWaitMs: retries?.maxWaitMs ?? 60_000,
    userAgent: settings.userAgent ?? "postern-mimecast",
    transport: openTransport(settings, { network, onOpened }),
    redactor: createRedactor([...secrets, ...network.secrets]),
    budget: settings.budget ?? createBudget({ generation, now }),
    emit,
    vendorClock: { aheadMs: null },
  };
}

function openTransport(
  { timeouts, dispatcher }: ClientSettings,
  { network, onOpened }: { network: Network; onOpened: OnOpened },
): Transport {
  return createTransport({
    headersMs: timeouts?.headersMs ?? 60_000,
    bodyMs: timeouts?.bodyMs ?? 60_000,
    dispatcher: dispatcher ?? createDispatcher(network, { onOpened }),
    ownsDispatcher: dispatcher === undefined,
  });
}

function protectObserver(observe: ClientSettings["observe"]): ClientContext["emit"] {
  return (event) => {
    try {
      observe?.(event);
    } catch {
      // A broken log line must not break, or repeat, a call to the vendor.
    }
  };
}
