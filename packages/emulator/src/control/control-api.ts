import type { FastifyInstance } from "fastify";
import type { Fault, FaultKind } from "../faults/fault.js";
import { describeTenant } from "../tenant/describe.js";
import type { Tenant } from "../tenant/types.js";
import { isObject, parseJson, readNumber, readObject, readText } from "../wire/decode.js";
import { changeAdministration, createApplication, showAdministration } from "./administration-api.js";

const faultKinds: readonly FaultKind[] = [
  "throttle",
  "server-error",
  "html-error",
  "captive-portal",
  "fail-in-200",
  "token-expired",
  "token-verification-failed",
  "not-permitted",
  "reset",
  "hang",
  "corrupt-gzip",
  "broken-line",
  "expired-link",
  "duplicate-in-listing",
  "redeliver",
  "empty-page-with-next",
  "repeat-in-stream",
  "bad-zip",
  "bad-json-in-zip",
  "drift",
  "late-events",
];

/** Hands on a tenant in another process: what `Tenant` offers in this one. Loopback only, like everything here. */
export function addControlApi(app: FastifyInstance, tenant: Tenant): void {
  const root = "/_emulator";
  app.get(`${root}/info`, () => ({
    ...describeTenant(tenant),
    account: tenant.account,
    region: tenant.region,
    regions: tenant.regions,
    tls: tenant.tls,
    now: new Date(tenant.clock.now()).toISOString(),
    records: tenant.records,
    campaigns: tenant.campaigns(),
    managedUrls: tenant.managedUrls,
    blockedSenders: tenant.blockedSenders,
  }));
  app.get(`${root}/served`, () => ({
    "1.0": tenant.served("1.0"),
    "2.0": tenant.served("2.0"),
    twins: { "1.0": tenant.servedTwins("1.0"), "2.0": tenant.servedTwins("2.0") },
  }));
  app.get(`${root}/requests`, () => ({ requests: tenant.requests() }));
  app.get(`${root}/people`, () => ({ people: tenant.people }));
  app.get(`${root}/administration`, () => showAdministration(tenant.administration));
  const act = (path: string, perform: (body: unknown) => unknown) => {
    app.post(`${root}/${path}`, async (request, reply) => {
      try {
        return await perform(typeof request.body === "string" ? parseJson(request.body) : undefined);
      } catch (error) {
        return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
      }
    });
  };
  act("rewrite", (body) => ({ url: tenant.rewrite(need(body, "url")) }));
  act("click", (body) => {
    const sourceIp = readText(body, "sourceIp");
    const event = { url: need(body, "url"), recipient: need(body, "recipient") };
    return tenant.click(sourceIp === null ? event : { ...event, sourceIp });
  });
  act("deliver", (body) => {
    const subject = readText(body, "subject");
    const file = readObject(body, "attachment");
    return tenant.deliver({
      sender: need(body, "sender"),
      recipient: need(body, "recipient"),
      ...(subject === null ? {} : { subject }),
      ...(file === null
        ? {}
        : { attachment: { fileName: need(file, "fileName"), content: need(file, "content") } }),
    });
  });
  act("clock", (body) => {
    tenant.clock.advance((readNumber(body, "advanceSeconds") ?? 0) * 1000);
    return { now: new Date(tenant.clock.now()).toISOString() };
  });
  act("administration", (body) => {
    changeAdministration(tenant.administration, body);
    return showAdministration(tenant.administration);
  });
  act("applications", (body) => createApplication(tenant.administration, body));
  act("regions", () => tenant.openRegions());
  act("faults", (body) => {
    if (isObject(body) && body["clear"] === true) tenant.faults.clear();
    else tenant.faults.inject(readFault(body));
    return { ok: true };
  });
}

function need(body: unknown, field: string): string {
  const value = readText(body, field);
  if (value === null) throw new TypeError(`${field} is missing`);
  return value;
}

function readFault(body: unknown): Fault {
  // JSON has no Infinity: a fault for ever is one with `times: null`.
  const fault = isObject(body) && body["times"] === null ? { ...body, times: Infinity } : body;
  if (!isFault(fault)) throw new TypeError(`kind must be one of ${faultKinds.join(", ")}`);
  return fault;
}

/** The kind decides; a wrong detail only makes the fault miss its aim. */
function isFault(value: unknown): value is Fault {
  return faultKinds.some((kind) => kind === readText(value, "kind"));
}
