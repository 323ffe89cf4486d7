import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { ClientEvent, MimecastClient } from "../index.js";
import { keys, openClient, succeed, withTokens } from "../testing/client.js";
import { findClosedPort, type Reply, type SeenRequest, startVendor } from "../testing/vendor.js";

/** Every planted secret, and the signature made of one, contains one of these. */
const planted = ["canary", keys.secretKey, encodeURIComponent(keys.secretKey)];

function expectNoSecret(shown: unknown): void {
  const forms = [
    inspect(shown, { depth: 20, showHidden: true }),
    JSON.stringify(shown) ?? "",
    shown instanceof Error ? `${shown.message} ${shown.stack}` : "",
  ];
  for (const form of forms) for (const secret of planted) expect(form).not.toContain(secret);
}

/** A vendor that quotes everything it was sent, in every place an error has. */
function quote(request: SeenRequest): Reply {
  const sent = `${JSON.stringify(request.headers)} ${request.body} ${request.query.toString()}`;
  const errors = [{ code: sent, message: sent, field: sent, retryable: false }];
  return {
    status: 400,
    headers: { "x-request-id": sent.replaceAll(/[^ -~]/g, "") },
    json: { fail: [{ key: { sent, [sent]: [sent] }, errors }], error: { code: sent, message: sent } },
  };
}

async function collectThrown(client: MimecastClient, link: string): Promise<unknown[]> {
  const calls = [
    client.call("ttp.url.get-logs"),
    client.call("ttp.url.create-managed-url", { data: [{ url: "https://lure.example" }] }),
    client.authenticate(),
    client.download(link),
  ];
  const settled = await Promise.allSettled(calls);
  return settled.map((outcome) => (outcome.status === "rejected" ? outcome.reason : outcome.value));
}

const replies: readonly { what: string; respond: (request: SeenRequest) => Reply }[] = [
  { what: "quotes the request", respond: quote },
  { what: "refuses the credentials", respond: (request) => ({ ...Object(quote(request)), status: 401 }) },
  { what: "breaks down", respond: () => "reset" },
  {
    what: "answers a page",
    respond: (request) => ({ body: `<html>${JSON.stringify(request.headers)}</html>` }),
  },
  { what: "succeeds", respond: () => succeed([]) },
];

test.each(replies)("nothing observed or thrown holds a secret when the vendor $what", async ({ respond }) => {
  for (const generation of ["1.0", "2.0"] as const) {
    const vendor = await startVendor(generation === "2.0" ? withTokens(respond) : respond);
    const { client, events } = openClient(generation, { ...vendor, retries: { attempts: 2 } });
    const link = `${vendor.baseUrl}/batch/a.json.gz?X-Amz-Signature=canary-signature`;
    const thrown = await collectThrown(client, link);
    expect(events.length).toBeGreaterThan(0);
    for (const shown of [client, events, ...thrown.filter((value) => value instanceof Error)])
      expectNoSecret(shown);
    const signatures = vendor.requests.map(({ headers }) => String(headers["authorization"]).split(":")[1]);
    for (const signature of signatures.filter((text) => text !== undefined)) {
      expect(inspect([events, thrown], { depth: 20 })).not.toContain(signature);
    }
  }
});

test("a token endpoint that quotes the secret does not leak it", async () => {
  const vendor = await startVendor(quote);
  const events: ClientEvent[] = [];
  const { client } = openClient("2.0", { ...vendor, observe: (event) => events.push(event) });
  const thrown = await collectThrown(client, `${await findClosedPort()}/a?X-Amz-Signature=canary`);
  for (const shown of [client, events, ...thrown]) expectNoSecret(shown);
});
