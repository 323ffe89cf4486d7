import type { HandlerGroup } from "../handler.js";
import {
  createDomains,
  deletePendingDomains,
  getInternalDomains,
  getPendingDomains,
  getProvisionStatus,
  getVerificationCodes,
  verifyDomains,
} from "./legacy.js";
import {
  createPendingDomain,
  deletePendingDomain,
  generateToken,
  getExternalDomain,
  getInternalDomainResource,
  listExternalDomains,
  listInternalDomains,
  listPendingDomains,
  updateInternalDomain,
  verifyPendingDomain,
} from "./rest.js";
import { verifyMailHosts } from "./verify-mail-hosts.js";

export const domainHandlers: HandlerGroup = {
  "domain.create-domain": createDomains,
  "domain.get-verification-code": getVerificationCodes,
  "domain.get-provision-status": getProvisionStatus,
  "domain.verify-domain": verifyDomains,
  "domain.get-pending-domain": getPendingDomains,
  "domain.delete-pending-domain": deletePendingDomains,
  "domain.get-internal-domain": getInternalDomains,
  "domain.pending-domains.list": listPendingDomains,
  "domain.pending-domains.create": createPendingDomain,
  "domain.pending-domains.verify": verifyPendingDomain,
  "domain.pending-domains.generate-token": generateToken,
  "domain.pending-domains.delete": deletePendingDomain,
  "domain.internal-domains.list": listInternalDomains,
  "domain.internal-domains.get": getInternalDomainResource,
  "domain.internal-domains.update": updateInternalDomain,
  "domain.external-domains.list": listExternalDomains,
  "domain.external-domains.get": getExternalDomain,
  "domain.internal-domains.verify": verifyMailHosts,
};
