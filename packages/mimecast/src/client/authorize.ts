import { MimecastError } from "../errors/index.js";
import { type Authorize, type ClientContext, createAborted, perform, readAnswer } from "../exchange/index.js";
import { createTokenSource, readGrant, type TokenSource, writeGrantForm } from "../oauth/index.js";
import { formatSignatureDate, signRequest } from "../signing/index.js";
import type { HmacKeys, OAuthClient } from "./options.js";

/** API 1.0: each request is signed by itself. */
export function createSigner(context: ClientContext, keys: HmacKeys): Authorize {
  return async ({ path, requestId }) => {
    const date = formatSignatureDate(context.now());
    const { applicationId, applicationKey, accessKey, secretKey } = keys;
    const signature = signRequest({ date, requestId, path, applicationKey, secretKey });
    return {
      headers: {
        authorization: `MC ${accessKey}:${signature}`,
        "x-mc-app-id": applicationId,
        "x-mc-date": date,
      },
      discard: () => {},
    };
  };
}

/** API 2.0: all requests share one token. */
export function createBearer(tokens: TokenSource): Authorize {
  return async ({ signal }) => {
    const accessToken = await refuseAborted(tokens.get(signal), { signal });
    return {
      headers: { authorization: `Bearer ${accessToken}` },
      discard: () => tokens.discard(accessToken),
    };
  };
}

export function createTokens(context: ClientContext, client: OAuthClient): TokenSource {
  return createTokenSource({
    now: context.now,
    grant: () =>
      perform(context, {
        name: "oauth.token",
        body: { text: writeGrantForm(client), contentType: "application/x-www-form-urlencoded" },
        accept: "application/json",
        authorize: null,
        read: (reply) => {
          const answer = readAnswer(context, reply, { isCursorSent: false, partial: false });
          const grant = readGrant(answer.body);
          if (grant === null) throw createUnreadableGrant(answer);
          // Known to the redactor before anything else can happen with it.
          context.redactor.learn(grant.accessToken);
          return grant;
        },
      }),
    onRenewed: ({ expiresAt }) => {
      context.emit({ type: "token.renewed", at: context.now(), operation: "oauth.token", expiresAt });
    },
  });
}

/** Waiting for a shared token ends with the caller's own signal, while the renewal goes on for the others. */
export async function refuseAborted<T>(
  waiting: Promise<T>,
  known: { signal?: AbortSignal | undefined },
): Promise<T> {
  try {
    return await waiting;
  } catch (error) {
    if (known.signal?.aborted && !(error instanceof MimecastError)) throw createAborted("oauth.token");
    throw error;
  }
}

function createUnreadableGrant(answer: { status: number; requestId: string | null }): MimecastError {
  return new MimecastError({
    kind: "unreadable-answer",
    message: `oauth.token: the answer was JSON without access_token (HTTP ${answer.status})`,
    operation: "oauth.token",
    httpStatus: answer.status,
    requestId: answer.requestId,
  });
}
