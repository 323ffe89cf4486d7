import type { EmulatedOperationName } from "../wire/routes.js";

/** Neither the vendor nor a client has shown what its answer looks like: one made up would teach a client wrong. */
const noShape = "no documented shape";

/** Why operations of the catalogue stay without a handler. One that isn't named here is simply still to be written. */
export const unanswered: Readonly<Partial<Record<EmulatedOperationName, string>>> = {
  "attribute.find-attribute-types": noShape,
  "directory.integrations.list": noShape,
  "dmarc.report-metadata.get": noShape,
  "dmarc.reports.create": noShape,
  "dmarc.reports.download-forensic": noShape,
  "dmarc.reports.get-results": noShape,
  "domain.internal-domains.dns-records": noShape,
  "email.statistics.get": noShape,
  "gateway.message.get-message-detail": noShape,
  "human-risk.departments.list": noShape,
  "human-risk.individuals.risk-profiles": noShape,
  "human-risk.individuals.search": noShape,
  "human-risk.locations.list": noShape,
  "human-risk.organization.attacks": noShape,
  "human-risk.organization.behaviors": noShape,
  "human-risk.organization.get": noShape,
  "security.remediation.bulk.create": noShape,
  "security.remediation.bulk.get": noShape,
  "security.remediation.events.create": noShape,
  "security.remediation.events.get": noShape,
  "user.get-most-used-contacts": noShape,
  "user.get-profile": noShape,
};
