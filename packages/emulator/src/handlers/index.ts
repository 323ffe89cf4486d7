import type { OperationName } from "@postern/mimecast/catalogue";
import type { Handler } from "./handler.js";
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

/** One handler for each operation of the catalogue; one that is missing here answers 501. */
export const handlers: Readonly<Partial<Record<OperationName, Handler>>> = {
  "oauth.token": issueToken,
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
