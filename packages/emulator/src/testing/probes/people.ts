import { minuteMs } from "../../clock/spans.js";
import type { peopleGuesses } from "../../guesses/table/people.js";
import type { Tenant } from "../../index.js";
import { isObject, readText } from "../../wire/decode.js";
import { askV2, bearerOf, listAt, postV2, readReply } from "../client.js";
import { outcome, type Probe } from "./probe.js";

const pairOf = (tenant: Tenant) => ({
  primaryAddress: tenant.people[0]?.address ?? "",
  delegateAddress: tenant.people[1]?.address ?? "",
});

const delegate = (tenant: Tenant) =>
  postV2(tenant, "/api/user/add-delegate-user", { data: [pairOf(tenant)] });

const [outbound, contact] = [
  "/email/cloud-gateway/v1/outbound-ip-addresses",
  "/account/cloud-gateway/v1/emergency-contact",
] as const;

const personOf = (tenant: Tenant) => tenant.people[0]?.address ?? "";

const connection = async (tenant: Tenant) =>
  listAt((await postV2(tenant, "/api/directory/get-connection", {})).json, "data")[0];

const sync = async (tenant: Tenant) => {
  const { json } = await postV2(tenant, "/api/directory/execute-sync", { data: [] });
  return readText(listAt(json, "data")[0], "syncStatus");
};

/** A managed URL that was deleted, brought back by a snapshot: its ids before and after, and the answer. */
const restoreUrl = async (tenant: Tenant) => {
  const item = { url: "https://www.bad.example/", action: "block" };
  await postV2(tenant, "/api/ttp/url/create-managed-url", { data: [item] });
  const [before] = tenant.managedUrls.map(({ id }) => id);
  const made = await askV2(tenant, "POST /config-snapshot/v1/create", {
    body: { backupType: "managedurls", name: "Before" },
  });
  await postV2(tenant, "/api/ttp/url/delete-managed-url", { data: [{ id: before }] });
  const body = { backupType: "managedurls", mode: "append", restoreSource: readText(made.json, "id") };
  const { status } = await askV2(tenant, "POST /config-snapshot/v1/restore", { body });
  return { status, isSame: tenant.managedUrls[0]?.id === before };
};

const importUsers = async (tenant: Tenant) => {
  const headers = {
    authorization: await bearerOf(tenant),
    "content-type": "application/octet-stream",
    "x-mc-arg": JSON.stringify({ data: [{}] }),
  };
  const body = `new@${tenant.account.domain},New\n`;
  const url = `${tenant.v2.baseUrl}/api/user/import-users`;
  const made = await readReply(await fetch(url, { method: "POST", headers, body }));
  return readText(listAt(made.json, "data")[0], "id");
};

export const peopleProbes: Record<keyof typeof peopleGuesses, Probe> = {
  aliasOfUser: {
    look: async (tenant) => {
      const item = { alias: tenant.people[1]?.address, aliasFor: personOf(tenant) };
      return outcome(await postV2(tenant, "/api/user/update-alias", { data: [item] }));
    },
  },
  repeatedDelegate: {
    look: async (tenant) => [outcome(await delegate(tenant)), outcome(await delegate(tenant))],
  },
  attributeNames: {
    look: async (tenant) => {
      const item = { emailAddress: personOf(tenant) };
      const { json } = await postV2(tenant, "/api/user/get-attributes", { data: [item] });
      return listAt(json, "data", 0, "attributes").map((row) => readText(row, "name"));
    },
  },
  purgeListPartly: {
    look: async (tenant) => {
      const emailAddresses = [personOf(tenant), "nobody@elsewhere.example"];
      const reply = await postV2(tenant, "/api/user/add-to-purge-list", { data: [{ emailAddresses }] });
      return reply.json;
    },
  },
  shortestPassword: {
    look: async (tenant) => {
      const item = { emailAddress: `brief@${tenant.account.domain}`, password: "brief" };
      return outcome(await postV2(tenant, "/api/user/create-user", { data: [item] }));
    },
  },
  importSeconds: {
    look: async (tenant) => {
      const id = await importUsers(tenant);
      const { json } = await postV2(tenant, "/api/user/get-import-status", { data: [{ id }] });
      return readText(listAt(json, "data")[0], "status");
    },
  },
  syncMinutes: {
    other: 1,
    look: async (tenant, clock) => {
      await sync(tenant);
      clock.advance(2 * minuteMs);
      const row = await connection(tenant);
      return isObject(row) && row["syncRunning"];
    },
  },
  syncEveryHours: { look: async (tenant) => readText(await connection(tenant), "lastSync") },
  repeatedSync: { look: async (tenant) => [await sync(tenant), await sync(tenant)] },
  emptyAddressDelete: { look: async (tenant) => (await askV2(tenant, `DELETE ${outbound}`)).status },
  unsetEmergencyContact: { look: async (tenant) => (await askV2(tenant, `GET ${contact}`)).status },
  senderFromOutside: {
    look: async (tenant) => {
      const to = [{ emailAddress: personOf(tenant) }];
      const item = { from: { emailAddress: "a@elsewhere.example" }, to, subject: "Hello" };
      return outcome(await postV2(tenant, "/api/email/send-email", { data: [item] }));
    },
  },
  restoreWithoutScope: { look: async (tenant) => (await restoreUrl(tenant)).status },
  restoredUrlId: { look: async (tenant) => (await restoreUrl(tenant)).isSame },
  userStateType: {
    look: async (tenant) => {
      const { json } = await postV2(tenant, "/api/awareness-training/company/get-safe-score-details", {});
      const [row] = listAt(json, "data");
      return isObject(row) && typeof row["userState"];
    },
  },
  undoneIs: {
    look: async (tenant) =>
      (await postV2(tenant, "/api/awareness-training/user/get-training-details", {})).json,
  },
  invertedDelegates: {
    look: async (tenant) => {
      await delegate(tenant);
      return tenant.administration.directory.delegates.list();
    },
  },
  withoutGatewayUsers: { look: async (tenant) => outcome(await delegate(tenant)) },
  outboundAddressObjects: {
    look: async (tenant) => (await askV2(tenant, "GET /email/cloud-gateway/v1/outbound-ip-addresses")).json,
  },
};
