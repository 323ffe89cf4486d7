import type { Readable } from "node:stream";
import { type Dispatcher, request } from "undici";
import { readBody } from "./body.js";
import { describeFault, TransportFault } from "./faults.js";
import { linkSignals } from "./signals.js";

export interface TransportOptions {
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly dispatcher: Dispatcher;
  /** Whether the dispatcher ends with the transport. */
  readonly ownsDispatcher: boolean;
}

interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Headers = Readonly<Record<string, string>>;

/** A whole answer. `bytes` is after gunzip. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** An answer whose body is still to be read. `finish` must be called once it is, or is given up. */
export interface OpenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly stream: Readable;
  readonly isAborted: () => boolean;
  readonly finish: () => void;
}

export interface Transport {
  /** Throws TransportFault. */
  readonly send: (request: HttpRequest, maxBytes: number) => Promise<HttpAnswer>;
  /** Throws TransportFault until the headers are there. */
  readonly open: (request: HttpRequest) => Promise<OpenAnswer>;
  /** Fires when the transport is closed. */
  readonly closed: AbortSignal;
  readonly close: () => Promise<void>;
}

/** HTTP and nothing more: no retries, no redirects (they would carry the authorization elsewhere), no vendor. */
export function createTransport(options: TransportOptions): Transport {
  const closing = new AbortController();
  const { dispatcher, ownsDispatcher } = options;

  const open = async (outgoing: HttpRequest): Promise<OpenAnswer> => {
    const linked = linkSignals(outgoing.signal, closing.signal);
    if (linked.signal.aborted) {
      linked.release();
      throw new TransportFault({
        kind: "aborted",
        systemCode: null,
        reason: "the call was aborted before it was sent",
        isSent: false,
      });
    }
    try {
      const answer = await request(outgoing.url, {
        dispatcher,
        method: outgoing.method,
        headers: outgoing.headers,
        body: outgoing.body ?? null,
        headersTimeout: options.headersMs,
        bodyTimeout: options.bodyMs,
        signal: linked.signal,
      });
      // undici makes an error of every early destroy; whoever reads the body gets it, and nobody else needs it.
      answer.body.on("error", () => {});
      return {
        status: answer.statusCode,
        headers: joinHeaders(answer.headers),
        stream: answer.body,
        isAborted: () => linked.signal.aborted,
        finish: linked.release,
      };
    } catch (error) {
      linked.release();
      throw new TransportFault(describeFault(error, linked.signal.aborted), error);
    }
  };

  return {
    closed: closing.signal,
    open,
    send: async (outgoing, maxBytes) => {
      const answer = await open(outgoing);
      try {
        const contentEncoding = answer.headers["content-encoding"] ?? "";
        const bytes = await readBody({ stream: answer.stream, contentEncoding, maxBytes });
        return { status: answer.status, headers: answer.headers, bytes };
      } catch (error) {
        throw new TransportFault(describeFault(error, answer.isAborted()), error);
      } finally {
        answer.finish();
      }
    },
    close: async () => {
      closing.abort();
      if (ownsDispatcher) await dispatcher.destroy();
    },
  };
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Headers {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return joined;
}
