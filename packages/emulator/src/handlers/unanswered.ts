import type { EmulatedOperationName } from "../wire/routes.js";

/** Neither the vendor nor a client has shown what its answer looks like: one made up would teach a client wrong. */
const noShape = "no documented shape";

/** Why operations of the catalogue stay without a handler. One that isn't named here is simply still to be written. */
export const unanswered: Readonly<Partial<Record<EmulatedOperationName, string>>> = {
  "attribute.find-attribute-types": noShape,
  "directory.integrations.list": noShape,
  "domain.internal-domains.dns-records": noShape,
  "email.statistics.get": noShape,
  "user.get-most-used-contacts": noShape,
  "user.get-profile": noShape,
};
