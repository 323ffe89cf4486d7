import { Account } from "../../account/account.js";
import { AccountAdministration } from "../../administration/administration.js";
import { blockedSendersGroup, relayGroup } from "../../administration/groups.js";
import { minuteMs } from "../../clock/spans.js";
import { HashList } from "../../console/hash-list.js";
import { ManagedSenders } from "../../console/managed-senders.js";
import { ManagedUrls } from "../../console/managed-urls.js";
import { ArchiveTrail } from "../../logs/archive-trail.js";
import { AuditTrail } from "../../logs/audit-trail.js";
import { Policies } from "../../policies/policies.js";
import { Subscriptions } from "../../threats/subscriptions.js";
import type { Company } from "../../traffic/company.js";
import type { Ground } from "./ground.js";

/** What administrators set and see: the account, who may do what in it, and the rules for its mail. */
export interface Console {
  readonly account: Account;
  readonly administration: AccountAdministration;
  readonly managedUrls: ManagedUrls;
  readonly policies: Policies;
  readonly managedSenders: ManagedSenders;
  readonly hashList: HashList;
  readonly subscriptions: Subscriptions;
  readonly auditTrail: AuditTrail;
  readonly archiveTrail: ArchiveTrail;
  /** Whether somebody of the company has this address. */
  isInternalAddress(address: string): boolean;
}

export function openConsole(ground: Ground, groupsChanged: () => void): Console {
  const { settings, clock, company, mint } = ground;
  const { seed, companyDomain, region, guesses } = settings;
  const administration = new AccountAdministration({
    seed,
    urls: ground.urls,
    domain: companyDomain,
    now: () => clock.now(),
    ...ground.registered,
    guesses,
    rotated: () => {
      if (guesses.rotationEndsCursors) mint.rotate();
    },
    groupsChanged,
  });
  const { groups, directory } = administration;
  const staff = listStaff(company);
  for (const { address, department } of company.people)
    directory.attributes.setDepartment(address, department);
  return {
    account: new Account({ company, region, administration, seed }),
    administration,
    managedUrls: new ManagedUrls({ capacity: settings.managedUrlQuota, guesses }),
    policies: new Policies({
      company,
      groups,
      domains: directory.domains,
      attributes: directory.attributes,
      givenGroups: { blocked: groups.find(blockedSendersGroup).id, relay: groups.find(relayGroup).id },
      mint,
      delayMs: guesses.policyDelayMinutes * minuteMs,
      guesses,
    }),
    managedSenders: new ManagedSenders(guesses),
    hashList: new HashList(settings.hashQuota, guesses),
    subscriptions: new Subscriptions(guesses),
    auditTrail: new AuditTrail(),
    archiveTrail: new ArchiveTrail(ground.journal),
    isInternalAddress: (address) =>
      staff.has(address) || directory.findUser(address) !== null || directory.aliases.has(address),
  };
}

function listStaff(company: Company): ReadonlySet<string> {
  return new Set(company.people.map(({ address }) => address));
}
