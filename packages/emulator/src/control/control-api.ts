import type { FastifyInstance } from "fastify";
import { describeTenant } from "../tenant/describe.js";
import type { Emulation } from "../tenant/emulation.js";
import type { Tenant } from "../tenant/types.js";
import { parseJson, readObject, readText } from "../wire/decode.js";
import { readActor } from "./actor.js";
import { changeAdministration, createApplication, showAdministration } from "./administration-api.js";
import { addClockApi } from "./clock-api.js";
import { addFaultApi } from "./fault-api.js";
import { showPolicies } from "./show-policies.js";
import { watchAdministration } from "./watch-administration.js";

/** Hands on a tenant in another process: what `Tenant` offers in this one. Loopback only, like everything here. */
export function addControlApi(
  app: FastifyInstance,
  { emulation, tenant }: { readonly emulation: Emulation; readonly tenant: Tenant },
): void {
  const root = "/_emulator";
  addFaultApi(app, tenant.faults);
  addClockApi(app, tenant.clock);
  app.get(`${root}/info`, () => ({
    ...describeTenant(tenant),
    account: tenant.account,
    region: tenant.region,
    regions: tenant.regions,
    tls: tenant.tls,
    now: new Date(tenant.clock.now()).toISOString(),
    records: tenant.records,
    guesses: tenant.guesses.map(({ guess }) => guess),
    campaigns: tenant.campaigns(),
    managedUrls: tenant.managedUrls,
    blockedSenders: tenant.policies.of("blocked-senders").listMade(),
  }));
  app.get(`${root}/served`, () => ({
    "1.0": tenant.served("1.0"),
    "2.0": tenant.served("2.0"),
    twins: { "1.0": tenant.servedTwins("1.0"), "2.0": tenant.servedTwins("2.0") },
  }));
  app.get(`${root}/requests`, () => ({ requests: tenant.requests() }));
  app.get(`${root}/people`, () => ({ people: tenant.people }));
  app.get(`${root}/policies`, () => showPolicies(tenant.policies));
  app.get(`${root}/administration`, () => showAdministration(tenant.administration));
  const act = (path: string, perform: (body: unknown, actor: string) => unknown) => {
    app.post(`${root}/${path}`, async (request, reply) => {
      try {
        const actor = readActor(emulation, request.headers.cookie).emailAddress;
        return await perform(typeof request.body === "string" ? parseJson(request.body) : undefined, actor);
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
    const file = readObject(body, "attachment");
    return tenant.deliver({
      sender: need(body, "sender"),
      recipient: need(body, "recipient"),
      ...pickTexts(body, ["subject", "headerFrom", "sourceIp"]),
      ...(file === null
        ? {}
        : { attachment: { fileName: need(file, "fileName"), content: need(file, "content") } }),
    });
  });
  act("administration", (body, actor) => {
    watchAdministration({ emulation, actor }, () => changeAdministration(tenant.administration, body));
    return showAdministration(tenant.administration);
  });
  act("applications", (body, actor) =>
    watchAdministration({ emulation, actor }, () => createApplication(tenant.administration, body)),
  );
  act("regions", () => tenant.openRegions());
}

function need(body: unknown, field: string): string {
  const value = readText(body, field);
  if (value === null) throw new TypeError(`${field} is missing`);
  return value;
}

/** Those of the fields that are there. */
function pickTexts<Field extends string>(body: unknown, fields: readonly Field[]): { [F in Field]?: string } {
  const picked: { [F in Field]?: string } = {};
  for (const field of fields) {
    const value = readText(body, field);
    if (value !== null) picked[field] = value;
  }
  return picked;
}
