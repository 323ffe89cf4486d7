import { minuteMs } from "../../clock/spans.js";
import type { signingGuesses } from "../../guesses/table/signing.js";
import type { Tenant, VirtualClock } from "../../index.js";
import { isObject } from "../../wire/decode.js";
import { callV1, listAt, readReply, signHeaders, urlLogs } from "../client.js";
import { logIn } from "../login.js";
import { outcome, type Probe } from "./probe.js";

const call = async (tenant: Tenant) => outcome(await callV1(tenant, urlLogs, {}));

/** The first row of a login. */
const loggedIn = async (tenant: Tenant, accessKey?: string) => {
  const [row] = listAt((await logIn(tenant, accessKey === undefined ? {} : { accessKey })).json, "data");
  return isObject(row) ? row : {};
};

const newcomer = async (tenant: Tenant, clock: VirtualClock) => {
  const application = tenant.administration.createApplication();
  return outcome(await callV1({ v1: application.credentials, clock }, urlLogs, {}));
};

export const signingProbes: Record<keyof typeof signingGuesses, Probe> = {
  missingHeaderStatus: {
    look: async (tenant) =>
      outcome(await readReply(await fetch(tenant.v1.baseUrl + urlLogs, { method: "POST", body: "{}" }))),
  },
  staleDateCode: {
    look: async (tenant, clock) => {
      const date = new Date(clock.now() - 60 * minuteMs).toUTCString().replace("GMT", "UTC");
      return outcome(await callV1(tenant, urlLogs, {}, { date }));
    },
  },
  headerDateZones: {
    look: async (tenant, clock) =>
      outcome(await callV1(tenant, urlLogs, {}, { date: new Date(clock.now()).toUTCString() })),
  },
  repeatedRequestId: {
    look: async (tenant) => {
      const headers = signHeaders(tenant, urlLogs);
      const ask = async () =>
        outcome(
          await readReply(await fetch(tenant.v1.baseUrl + urlLogs, { method: "POST", headers, body: "{}" })),
        );
      return [await ask(), await ask()];
    },
  },
  unknownApplicationStatus: {
    look: async (tenant) => outcome(await callV1(tenant, urlLogs, {}, { applicationId: "none" })),
  },
  newApplicationSigns: { look: newcomer },
  endedKeysStatus: {
    look: (tenant) => {
      tenant.administration.serviceUser.changePassword();
      return call(tenant);
    },
  },
  revokedKeysStatus: {
    look: (tenant) => {
      tenant.application.revokeKeys();
      return call(tenant);
    },
  },
  keysReturnWithUser: {
    look: (tenant) => {
      tenant.administration.serviceUser.disable();
      tenant.administration.serviceUser.enable();
      return call(tenant);
    },
  },
  signedWithoutPermission: {
    look: (tenant) => {
      tenant.administration.serviceUser.setPermissions([]);
      return call(tenant);
    },
  },
  refusedLoginStatus: { look: async (tenant) => outcome(await logIn(tenant, { password: "wrong" })) },
  revokedKeyRenewal: {
    look: async (tenant) => {
      tenant.application.revokeKeys();
      return outcome(await logIn(tenant, { accessKey: tenant.v1.accessKey }));
    },
  },
  endlessDurationYears: { look: async (tenant) => (await loggedIn(tenant))["duration"] },
  extendOnValidate: { look: async (tenant) => (await loggedIn(tenant))["extendOnValidate"] },
  lastUserToken: { look: async (tenant) => (await loggedIn(tenant))["lastUserToken"] },
  bindingsPerUser: {
    other: 2,
    look: async (tenant) => {
      await logIn(tenant);
      await logIn(tenant);
      return call(tenant);
    },
  },
  logoutOfOthers: {
    look: async (tenant, clock) => {
      const { administration } = tenant;
      const user = administration.directory.createUser({ emailAddress: `other@${tenant.account.domain}` });
      const application = administration.application1;
      const mine = tenant.v1;
      clock.advance(1);
      const theirs = application.createKeys({ user });
      const item = { accessKey: theirs.accessKey };
      return outcome(await callV1({ v1: mine, clock }, "/api/login/logout", { data: [item] }));
    },
  },
};
