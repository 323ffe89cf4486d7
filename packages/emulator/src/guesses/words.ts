import type { OperationName } from "@postern/mimecast/catalogue";

/** Error codes that stand in no document and no recording, or in one odd place; what each is answered for. */
export const guessedCodes = {
  "0001":
    "a call of API 1.0 without one of its headers: the number is the vendor's, the field it stands in is not",
  err_xdk_client_unauthorized: "a bearer on a 1.0 host, a wrong region, a refused login",
  err_xdk_forbidden: "API 1.0: a missing permission",
  forbidden: "API 2.0: a missing permission",
  unauthorized: "API 2.0: a token that was not issued here, or was revoked",
  invalid_client: "a bad client id or secret",
  unsupported_grant_type: "a token asked for otherwise than by client_credentials",
  unsupported_media_type: "a token asked for otherwise than by a form",
  rate_limited: "429",
  method_not_allowed: "405",
  bad_request: "what the SIEM resources of API 2.0 refuse",
  xdk_failure: "a page token that isn't one, with the text 0007 Invalid token",
  err_internal: "5xx, and failures in 200",
  err_not_found: "an id that the newer resources don't know",
  err_validation_value_not_allowed: "whatever a field may not be, where no code of its own is known",
  err_validation_at_least_one_not_null: "items in which nothing is given",
  err_validation_invalid_date: "a date in another form",
  err_validation_invalid_hash: "what is no SHA-256",
  err_validation_invalid_password: "a password that is too short",
  err_validation_invalid_domain: "what is no domain",
  err_validation_folder_not_empty: "deleting a group with members or children",
  err_folder_group_already_exists: "a group of the same name, where the guess sameGroupName refuses it",
  err_policy_already_exists:
    "a second policy that blocks external to external addresses, and any like another where the guess repeatedPolicy refuses it",
  err_policy_not_deletable: "deleting the policy that blocks external to external addresses",
  err_managed_url_create_failure: "a full list of managed URLs, like a URL that is none",
  err_held_message_not_found: "a held message that isn't there any more",
  err_remediation_incident_not_found: "an incident nobody knows",
  err_user_already_exists: "a user or alias that is there",
  err_domain_already_exists: "a domain that is registered",
  err_domain_verification_failed: "a domain whose code isn't found",
  err_alias_not_found: "an alias nobody has",
  err_purge_address_not_found: "an address that isn't on the purge list",
  err_directory_sync_not_enabled: "a synchronisation without a directory connection",
  err_file_upload_mismatch: "a file that isn't as long, or hasn't the hash, that was told with it",
  err_validation_invalid_file: "users to import from a file without a line end",
  err_awareness_campaign_not_found: "an exercise nobody knows",
  err_byo_threat_intelligence_quota_exceeded: "more file hashes than the account may have",
  err_byo_threat_intelligence_batch_not_found: "a batch of hashes nobody knows",
} as const;

/** Operations whose answers have names that stand nowhere; each of them can be answered under another. */
export const guessedNames = {
  "threats.events.list": "all names beside the ids",
  "threats.events.get-details": "all names beside the ids",
  "threats.stats.attachment-scans": "that it looks like the series of detections that were seen",
  "threats.stats.gateway-detections": "that it looks like the series of detections that were seen",
  "threats.stats.phishing": "that it looks like the series of detections that were seen",
  "threats.stats.url-clicks": "that it looks like the series of detections that were seen",
  "threats.stats.threats-by-sender": "all names",
  "threats.stats.threats-by-recipient": "all names",
  "threat-reporting.reported-emails.list": "all names beside the ids",
  "threat-reporting.reported-emails.get": "all names beside the ids",
  "awareness-training.phishing.campaign.get-campaign": "all names beside `id`",
  "awareness-training.phishing.campaign.get-user-data": "all names beside the person's",
  "awareness-training.queue.get-queue": "all names",
  "awareness-training.company.get-safe-score-summary": "that the letters of grades are small",
  "awareness-training.company.get-watchlist-summary": "all names",
  "awareness-training.company.get-performance-summary": "the names inside `departmentCompletionStats`",
  "ttp.remediation.find-incidents": "`incidents`, which the rows stand under",
  "email.managed-senders.senders.bulk-delete": "`deletedCount`",
  "email.managed-senders.recipients.bulk-delete": "`deletedCount`",
  "email.managed-senders.internal-addresses.bulk-delete": "`deletedCount`",
  "user.get-internal-users": "the words for kind and source",
  "domain.create-domain": "the names of what tells the verification code",
  "domain.get-verification-code": "the names of what tells the verification code",
  "domain.pending-domains.create": "the name of the verification code",
  "domain.pending-domains.generate-token": "the name of the verification code",
  "account.get-dashboard-notifications": "all names beside `visibleFrom`",
  "identity.whoami": "the names inside `home-account`",
  "connector.connectors.list": "`connectors`, which the rows stand under",
  "email.outbound-ip-addresses.list": "`ipAddresses`",
  "email.send-email": "`messageId`",
  "file.file-upload": "`id`",
  "user.import-users": "`id`",
  "user.get-import-status": "all names beside `id`",
  "user.get-aliases": "that its rows are those of update-alias",
  "user.find-delegate-users": "the names inside `delegateUsers`",
  "user.add-to-purge-list": "all names",
  "user.remove-from-purge-list": "all names",
  "domain.internal-domains.verify": "all names around the words of the contract",
  "journaling.services.list": "`services`, which the rows stand under",
  "journaling.get-service": "that it looks as the newer resource does",
  "config-snapshot.create": "all names",
  "config-snapshot.list": "all names",
  "config-snapshot.export": "all names",
  "config-snapshot.restore": "all names",
  "gateway.find-held-messages": "that its rows are those of the list of held messages",
  "byo-threat-intelligence.create-batch": "`operationType` and `createTime`",
  "byo-threat-intelligence.get-batches": "that its rows are those of the creation",
  "byo-threat-intelligence.get-quota": "`used` and `remaining`",
  "provisioning.get-packages": "that it lists the account's own packages",
  "archive.get-archive-search-logs": "that its rows are those of the dated call",
} as const satisfies Partial<Record<OperationName, string>>;

export type GuessedCode = keyof typeof guessedCodes;
export type GuessedNames = keyof typeof guessedNames;

export function isGuessedCode(code: string): code is GuessedCode {
  return Object.hasOwn(guessedCodes, code);
}

export function hasGuessedNames(operation: string): operation is GuessedNames {
  return Object.hasOwn(guessedNames, operation);
}
