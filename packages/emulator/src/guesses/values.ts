import type { OperationName } from "@postern/mimecast/catalogue";

/** Operations whose answers have words and numbers in them that the vendor has lists of, which nobody has published. */
export const guessedValues = {
  "audit.get-audit-events":
    "`auditType` and `category` of what is changed by the API and in the administration (`New Policy`, `Managed URL Created`, …), apart from `API Application Action`, `User Password Changed`, `Folder Log Entry` and `Remediation Incident Adjustment`; that a service provider's call about a client stands there under the provider's user and application",
  "audit.get-categories": "`code`, `id` and `name` of the categories that weren't seen",
  "gateway.get-rejections": "`type`, apart from that of a virus; `info` and `description`",
  "gateway.get-hold-message-list": "`reason`, `reasonId`, `reasonCode` and `policyInfo`",
  "gateway.find-held-messages": "`reason`, `reasonId`, `reasonCode` and `policyInfo`",
  "gateway.get-hold-summary-list": "`policyInfo`",
  "gateway.get-held-release-logs": "`heldReason`, `messageInfo` and `policy`",
  "gateway.find-processing-messages": "`info` and `priority`",
  "dlp.get-logs": "`policy`, and which `action` its policies take",
  "ttp.url.get-logs": "`category`, `actions`, `userOverride` and `userAwarenessAction`",
  "ttp.attachment.get-logs": "`result` and `actionTriggered`",
  "ttp.impersonation.get-logs": "`definition` and `checkerResult`",
  "ttp.remediation.find-incidents": "`type` and `reason`",
  "ttp.remediation.get-incident": "`type`, `reason` and `removeFromDevice`",
  "message-finder.search": "`status`, `info` and `detectionLevel`",
  "message-finder.get-message-info": "`txEvent`, `deliveryType`, `purgeBasedOn` and the words about spam",
  "threats.events.list": "`threatType` and what is told of a detection",
  "threats.events.get-details": "what is told of a detection",
  "threat-reporting.reported-emails.list": "what people and analysts say of a mail",
  "threat-reporting.reported-emails.get": "what people and analysts say of a mail",
  "awareness-training.company.get-safe-score-details": "the letters of grades, and `userState`",
  "awareness-training.company.get-performance-details": "`userState`",
  "awareness-training.company.get-watchlist-details": "`userState`",
  "awareness-training.user.get-training-details": "`myAnswer`",
  "awareness-training.phishing.campaign.get-user-data": "`status` and `userState`",
  "awareness-training.queue.get-queue": "`status`",
  "account.get-account": "the values of what decides nothing here",
  "account.get-support-info": "all values",
  "account.get-dashboard-notifications": "all values",
  "identity.whoami": "`version` and `type`",
  "email.gateway-details.get": "`protectionMode` and `status`",
  "directory.get-connection": "`status` and `serverType`",
  "directory.execute-sync": "`type` and `syncStatus`",
  "directory.get-group-members": "`type`",
  "user.get-internal-users": "`addressType` and `source`",
  "user.get-import-status": "`status`",
  "domain.get-provision-status": "all words",
  "domain.get-internal-domain": "`inboundType`",
  "domain.internal-domains.verify": "when each of the vendor's words is said",
  "connector.connectors.list": "`status` and `provider`",
  "journaling.services.list": "`status`",
} as const satisfies Partial<Record<OperationName, string>>;

export type GuessedValues = keyof typeof guessedValues;

export function hasGuessedValues(operation: string): operation is GuessedValues {
  return Object.hasOwn(guessedValues, operation);
}
