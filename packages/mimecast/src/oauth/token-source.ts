import { awaitUnlessAborted } from "../transport/index.js";

/** A token as the vendor grants it. */
export interface GrantedToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

export interface TokenSourceOptions {
  readonly now: () => number;
  /** Asks the vendor. Not bound to any caller's signal, since all of them wait for it. */
  readonly grant: () => Promise<GrantedToken>;
  readonly onRenewed: (token: { accessToken: string; expiresAt: number }) => void;
}

/** One bearer token, shared by all calls of a client. */
export interface TokenSource {
  /** A token that is good for a while; renews it first if need be, once for all who ask meanwhile. */
  readonly get: (signal?: AbortSignal) => Promise<string>;
  /** Asks for a new token even if the present one seems good. */
  readonly renew: (signal?: AbortSignal) => Promise<string>;
  /** The vendor refused this token. Does nothing if it was replaced already. */
  readonly discard: (accessToken: string) => void;
}

// A call that starts with a token this near its end could outlive it on the way.
const earlyMs = 60_000;

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let current: { readonly accessToken: string; readonly renewsAt: number } | null = null;
  let renewal: Promise<string> | null = null;

  const renew = async (): Promise<string> => {
    const askedAt = options.now();
    const { accessToken, expiresInSeconds } = await options.grant();
    const lifetimeMs = expiresInSeconds * 1000;
    // A lifetime of less than two minutes would otherwise mean a new token for every call.
    const renewsAt = askedAt + lifetimeMs - Math.min(earlyMs, lifetimeMs / 2);
    current = { accessToken, renewsAt };
    options.onRenewed({ accessToken, expiresAt: askedAt + lifetimeMs });
    return accessToken;
  };

  const shareRenewal = (): Promise<string> => {
    renewal ??= renew().finally(() => {
      renewal = null;
    });
    return renewal;
  };

  return {
    get: async (signal) => {
      if (current !== null && options.now() < current.renewsAt) return current.accessToken;
      return awaitUnlessAborted(shareRenewal(), signal);
    },
    renew: (signal) => awaitUnlessAborted(shareRenewal(), signal),
    discard: (accessToken) => {
      if (current?.accessToken === accessToken) current = null;
    },
  };
}
