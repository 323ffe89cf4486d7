import type { Operation } from "./operation.js";
import { accountOperations } from "./operations/account.js";
import { archiveOperations } from "./operations/archive.js";
import { awarenessOperations } from "./operations/awareness.js";
import { directoryOperations } from "./operations/directory.js";
import { domainOperations } from "./operations/domains.js";
import { foundationOperations } from "./operations/foundation.js";
import { gatewayOperations } from "./operations/gateway.js";
import { loginOperations } from "./operations/login.js";
import { policyOperations } from "./operations/policies.js";
import { policyManagementOperations } from "./operations/policy-management.js";
import { statisticsOperations } from "./operations/statistics.js";
import { threatOperations } from "./operations/threats.js";
import { userOperations } from "./operations/users.js";

export { type FoundationOperationName, foundationOperations } from "./operations/foundation.js";

/**
 * The catalogue by area. Paths, products and permissions are those of the vendor's reference (integrations.mimecast.com
 * for 1.0, developer.services.mimecast.com for 2.0) and of the clients that call them. Adding one is adding an entry.
 */
export const operationAreas = {
  "First feeds and actions": foundationOperations,
  "Signing in (API 1.0)": loginOperations,
  "Account and audit": accountOperations,
  "Gateway and mail": gatewayOperations,
  Threats: threatOperations,
  "Events and statistics": statisticsOperations,
  Archive: archiveOperations,
  Directory: directoryOperations,
  Users: userOperations,
  Domains: domainOperations,
  Policies: policyOperations,
  "Policy management": policyManagementOperations,
  "Awareness training": awarenessOperations,
} as const satisfies Record<string, Readonly<Record<string, Operation>>>;

/** All operations by name. */
export const operations = {
  ...foundationOperations,
  ...loginOperations,
  ...accountOperations,
  ...gatewayOperations,
  ...threatOperations,
  ...statisticsOperations,
  ...archiveOperations,
  ...directoryOperations,
  ...userOperations,
  ...domainOperations,
  ...policyOperations,
  ...policyManagementOperations,
  ...awarenessOperations,
} as const satisfies Record<string, Operation>;

/** The name of an operation in the catalogue; a call that is not in it can't be made. */
export type OperationName = keyof typeof operations;

/** The catalogue entry of an operation, with its fields widened to their declared types. */
export function operation(name: OperationName): Operation {
  return operations[name];
}
