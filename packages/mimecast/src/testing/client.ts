import { onTestFinished } from "vitest";
import {
  type ClientEvent,
  type ClientSettings,
  createClient,
  type HmacKeys,
  type MimecastClient,
  MimecastError,
  type OAuthClient,
} from "../index.js";
import type { Reply, Respond } from "./vendor.js";

export const keys: HmacKeys = {
  applicationId: "canary-application-id",
  applicationKey: "canary-application-key",
  accessKey: "canary-access-key",
  secretKey: Buffer.from("canary secret key of the tests").toString("base64"),
};

export const oauth: OAuthClient = { clientId: "canary-client-id", clientSecret: "canary/client+secret" };

/** A clock that only sleeping moves. */
interface TestClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly move: (ms: number) => void;
  /** How long each sleep was asked to be. */
  readonly sleeps: readonly number[];
}

function createClock(startsAt = Date.UTC(2025, 2, 1, 9, 0, 0)): TestClock {
  let time = startsAt;
  const sleeps: number[] = [];
  return {
    now: () => time,
    sleep: async (ms) => {
      sleeps.push(ms);
      time += ms;
    },
    move: (ms) => {
      time += ms;
    },
    sleeps,
  };
}

interface Workbench {
  readonly client: MimecastClient;
  readonly clock: TestClock;
  readonly events: readonly ClientEvent[];
}

export function openClient(
  generation: "1.0" | "2.0",
  settings: Partial<ClientSettings> & { baseUrl: string },
): Workbench {
  const clock = createClock();
  const events: ClientEvent[] = [];
  const shared: ClientSettings = {
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    // When a socket is opened and when one is used again is nobody's promise.
    observe: (event) => void (event.type === "connection.opened" || events.push(event)),
    ...settings,
  };
  const client =
    generation === "1.0"
      ? createClient({ generation, keys, ...shared })
      : createClient({ generation, oauth, ...shared });
  onTestFinished(() => client.close());
  return { client, clock, events };
}

/** Answers `/oauth/token` with token-1, token-2, … and leaves the rest to `respond`. */
export function withTokens(respond: Respond): Respond {
  return (request, count) =>
    request.path === "/oauth/token" ? grantToken(`canary-token-${count}`) : respond(request, count);
}

export function grantToken(accessToken: string, expiresInSeconds = 1799): Reply {
  return {
    json: { access_token: accessToken, token_type: "Bearer", expires_in: expiresInSeconds, scope: "" },
  };
}

/** A successful answer of the legacy envelope. */
export function succeed(data: readonly unknown[] = [], pagination?: object): Reply {
  return { json: { meta: { status: 200, ...(pagination && { pagination }) }, data, fail: [] } };
}

/** The MimecastError a call ends with; fails the test if it ends otherwise. */
export async function catchError(call: Promise<unknown>): Promise<MimecastError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof MimecastError) return error;
    throw error;
  }
  throw new Error("the call succeeded, a MimecastError was expected");
}
