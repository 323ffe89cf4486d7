import type { tokenGuesses } from "../../guesses/table/tokens.js";
import type { Tenant } from "../../index.js";
import { bearerOf, postV2, readReply, requestToken, urlLogs } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const call = async (tenant: Tenant, bearer: string) => outcome(await postV2(tenant, urlLogs, {}, bearer));

export const tokenProbes: Record<keyof typeof tokenGuesses, Probe> = {
  invalidClientStatus: { look: async (tenant) => outcome(await requestToken(tenant, "wrong")) },
  bearerWithoutPermission: {
    look: async (tenant) => {
      tenant.administration.application2.setPermissions([]);
      return (await postV2(tenant, urlLogs, {})).json;
    },
  },
  clientInHeader: {
    look: async ({ v2 }) => {
      const secret = Buffer.from(`${v2.clientId}:${v2.clientSecret}`).toString("base64");
      const body = new URLSearchParams({ grant_type: "client_credentials" });
      const headers = { authorization: `Basic ${secret}` };
      return (await fetch(`${v2.baseUrl}/oauth/token`, { method: "POST", headers, body })).status;
    },
  },
  regeneratedSecretTokens: {
    look: async (tenant) => {
      const bearer = await bearerOf(tenant);
      tenant.administration.application2.regenerateSecret();
      return call(tenant, bearer);
    },
  },
  disabledApplicationTokens: {
    look: async (tenant) => {
      const bearer = await bearerOf(tenant);
      tenant.administration.application2.disable();
      return call(tenant, bearer);
    },
  },
  newApplicationMinutes: {
    other: 30,
    look: async (tenant) => {
      const application = tenant.administration.createApplication2({ products: ["Security Events"] });
      return outcome(await requestToken({ v2: application.credentials }));
    },
  },
  tokensOnRegionalHosts: {
    look: async (tenant) => (await requestToken({ v2: { ...tenant.v2, baseUrl: tenant.v1.baseUrl } })).status,
  },
  accountChosenBy: {
    look: async (tenant) => {
      const authorization = await bearerOf(tenant);
      const ask = async (more: Record<string, string>, body: unknown) => {
        const headers = { authorization, "content-type": "application/json", ...more };
        const request = { method: "POST", headers, body: JSON.stringify(body) };
        return outcome(await readReply(await fetch(tenant.v2.baseUrl + urlLogs, request)));
      };
      const nobodys = "CNOBODY";
      return [
        await ask({ "x-mc-accountcode": nobodys }, {}),
        await ask({}, { meta: { accountCode: nobodys } }),
      ];
    },
  },
};
