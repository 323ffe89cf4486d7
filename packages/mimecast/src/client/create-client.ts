import { callOperation, followPages, readFile } from "../calls/index.js";
import { downloadFile } from "../download/index.js";
import type { Authorize, ClientContext } from "../exchange/index.js";
import { listBatch, readSiemLogs, readStream } from "../siem/index.js";
import { readThreatFeed } from "../threat-intel/index.js";
import { createBearer, createSigner, createTokens, refuseAborted } from "./authorize.js";
import { checkCredentials } from "./check-options.js";
import { compileSettings } from "./compile-settings.js";
import type { MimecastClient } from "./interface.js";
import type { ClientCredentials, ClientOptions } from "./options.js";

/**
 * A client for one tenant and one set of credentials. All its calls share a token and a budget, as the vendor counts
 * them together. Throws `bad-credentials-shape` for credentials that can't be right; makes no call by itself.
 * The options, secrets included, live in closures: printing the client shows none of them.
 */
export function createClient(options: ClientOptions): MimecastClient {
  checkCredentials(options);
  const context = compileSettings(options, { generation: options.generation, secrets: listSecrets(options) });
  const { authorize, authenticate } = prepareCredentials(context, options);
  const caller = { context, authorize };
  return {
    generation: options.generation,
    baseUrl: options.baseUrl,
    call: (name, request) => callOperation(caller, name, request),
    pages: (name, request) => followPages(caller, name, request),
    readFile: (name, request) => readFile(caller, name, request),
    readSiemLogs: (request) => readSiemLogs(caller, request),
    readThreatFeed: (request) => readThreatFeed(caller, request),
    listBatch: (request) => listBatch(caller, request),
    readStream: (request) => readStream(caller, request),
    download: (url, request) => downloadFile(context, url, request),
    budget: () => context.budget.states(),
    clockAheadMs: () => context.vendorClock.aheadMs,
    authenticate,
    close: () => context.transport.close(),
  };
}

function prepareCredentials(
  context: ClientContext,
  credentials: ClientCredentials,
): { authorize: Authorize; authenticate: MimecastClient["authenticate"] } {
  if (credentials.generation === "1.0") {
    return { authorize: createSigner(context, credentials.keys), authenticate: async () => {} };
  }
  const tokens = createTokens(context, credentials.oauth);
  return {
    authorize: createBearer(tokens),
    authenticate: async (signal) => {
      await refuseAborted(tokens.renew(signal), { signal });
    },
  };
}

/** Ids count as secrets: they are half of a credential, and nobody needs to read them in a message. */
function listSecrets(options: ClientOptions): string[] {
  return Object.values(options.generation === "1.0" ? options.keys : options.oauth);
}
