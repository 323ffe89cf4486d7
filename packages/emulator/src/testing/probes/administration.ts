import { dayMs, hourMs, minuteMs } from "../../clock/spans.js";
import type { administrationGuesses } from "../../guesses/table/administration.js";
import { callV1, codeOf, postV2, readWholeChain, urlLogs } from "../client.js";
import { type Probe, throwsAt } from "./probe.js";

export const administrationProbes: Record<keyof typeof administrationGuesses, Probe> = {
  settingsDelayMinutes: {
    look: ({ administration, account }) => {
      const { groups, signIn, directory } = administration;
      const user = directory.createUser({ emailAddress: `soon@${account.domain}` });
      const group = groups.addFolder(groups.root, "Soon");
      groups.addMembers(group, [user.emailAddress]);
      const profile = signIn.createProfile({ description: "Soon" });
      signIn.createSettings({ description: "Soon", group, profile });
      return signIn.profileFor(user).description;
    },
  },
  overlappingSettings: {
    look: ({ administration, account }, clock) => {
      const { groups, signIn, directory } = administration;
      const user = directory.createUser({ emailAddress: `both@${account.domain}` });
      const group = groups.addFolder(groups.root, "Both");
      groups.addMembers(group, [user.emailAddress]);
      for (const description of ["Older", "Newer"])
        signIn.createSettings({ description, group, profile: signIn.createProfile({ description }) });
      clock.advance(15 * minuteMs);
      return signIn.profileFor(user).description;
    },
  },
  keysTakeRole: {
    look: ({ administration, account }) => {
      const { roles, directory, application1 } = administration;
      const user = directory.createUser({ emailAddress: `role@${account.domain}` });
      const before = throwsAt(() => application1.createKeys({ user }));
      user.addRole(roles.find("Basic Administrator"));
      return [before, throwsAt(() => application1.createKeys({ user }))];
    },
  },
  packageMissing: {
    look: async (tenant) => {
      tenant.administration.withdrawnPackages = [1043];
      return codeOf(await postV2(tenant, urlLogs, {}));
    },
  },
  expiredPasswordEndsKeys: {
    look: async (tenant, clock) => {
      tenant.administration.directory.passwordRules.expiryDays = 1;
      clock.advance(dayMs);
      return (await callV1(tenant, urlLogs, {})).status;
    },
  },
  forcedChangeRefusesLogin: {
    look: ({ administration, account }) => {
      const emailAddress = `forced@${account.domain}`;
      const user = administration.directory.createUser({ emailAddress, forceChangeAtLogon: true });
      return throwsAt(() => administration.application1.createKeys({ user, password: user.password }));
    },
  },
  enhancedLoggingBoxes: {
    options: { messagesPerDay: 300, retentionDays: 1 },
    look: async (tenant) => {
      tenant.administration.enhancedLogging = { outbound: false };
      return (await readWholeChain(tenant)).size;
    },
  },
  enhancedLoggingGap: {
    options: { messagesPerDay: 300, retentionDays: 1 },
    look: async (tenant, clock) => {
      tenant.administration.enhancedLogging = false;
      clock.advance(2 * hourMs);
      tenant.administration.enhancedLogging = true;
      return (await readWholeChain(tenant)).size;
    },
  },
};
