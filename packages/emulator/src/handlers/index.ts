import type { EmulatedOperationName } from "../wire/routes.js";
import type { Handler } from "./handler.js";
import { discoverAuthentication } from "./login-discover.js";
import { login } from "./login-login.js";
import { createManagedUrls } from "./managed-url-create.js";
import { deleteManagedUrls } from "./managed-url-delete.js";
import { listManagedUrls } from "./managed-url-list.js";
import { issueToken } from "./oauth-token.js";
import { createPolicy } from "./policy-create.js";
import { deletePolicies } from "./policy-delete.js";
import { getPolicies } from "./policy-get.js";
import { listBatch } from "./siem-batch-cg.js";
import { getSiemLogs } from "./siem-get-logs.js";
import { getUrlLogs } from "./ttp-url-get-logs.js";

/** One handler for each operation; one of the catalogue that is missing here answers 501. */
export const handlers: Readonly<Partial<Record<EmulatedOperationName, Handler>>> = {
  "oauth.token": issueToken,
  "login.discover-authentication": discoverAuthentication,
  "login.login": login,
  "siem.get-logs": getSiemLogs,
  "siem.batch.cg": listBatch,
  "ttp.url.get-logs": getUrlLogs,
  "ttp.url.create-managed-url": createManagedUrls,
  "ttp.url.get-all-managed-urls": listManagedUrls,
  "ttp.url.delete-managed-url": deleteManagedUrls,
  "policy.blockedsenders.create-policy": createPolicy,
  "policy.blockedsenders.get-policy": getPolicies,
  "policy.blockedsenders.delete-policy": deletePolicies,
};
