/**
 * Every error about one item of a request is made here, with the vendor's code and text.
 * Guessed: neither the vendor's documents nor recorded traffic show it.
 */

export interface ItemError {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly retryable: false;
}

/** One entry of `fail`: what was asked, and what is wrong with it. */
export interface ItemFailure {
  readonly key?: unknown;
  readonly errors: readonly ItemError[];
}

/** Errors about one item of a request; they travel in `fail` with HTTP 200. */
export const itemErrors = {
  missing: (field: string): ItemError =>
    itemError("err_validation_null", { message: `${field} must not be null`, field }),
  blank: (field: string): ItemError =>
    itemError("err_validation_blank", { message: `${field}, if present, must not be empty`, field }),
  notAllowed: (field: string, allowed: readonly string[]): ItemError =>
    itemError("err_validation_value_not_allowed", {
      message: `Field must be one of [${allowed.join(",")}]`,
      field,
    }),
  invalidAddress: (field: string): ItemError =>
    itemError("err_validation_invalid_email_address", { message: "Email address is not valid", field }),
  /** Code guessed. */
  invalidDate: (field: string): ItemError =>
    itemError("err_validation_invalid_date", {
      message: `${field} must look like 2015-11-16T14:49:18+0000`,
      field,
    }),
  /** The code is the vendor's, its place guessed. */
  nothingGiven: (): ItemError =>
    itemError("err_validation_at_least_one_not_null", { message: "At least one field must not be null" }),
  /** Code guessed: only that it fails is known. */
  notHeld: (): ItemError => itemError("err_held_message_not_found", { message: "Held message not found" }),
  /** Guessed, like the one before and the one behind. */
  incidentNotFound: (): ItemError =>
    itemError("err_remediation_incident_not_found", { message: "Remediation incident not found" }),
  /** Code guessed. */
  hashInvalid: (field: string): ItemError =>
    itemError("err_validation_invalid_hash", { message: "The hash must be a SHA-256", field }),
  /** The rules are the vendor's, the codes of these four guessed. */
  userExists: (field = "emailAddress"): ItemError =>
    itemError("err_user_already_exists", { message: "The user already exists", field }),
  passwordInvalid: (): ItemError =>
    itemError("err_validation_invalid_password", { message: "The password is too short", field: "password" }),
  domainExists: (): ItemError =>
    itemError("err_domain_already_exists", { message: "The domain is already registered", field: "domain" }),
  domainUnproved: (): ItemError =>
    itemError("err_domain_verification_failed", { message: "The verification code was not found" }),
  /** Guessed, like the ones before. */
  domainInvalid: (): ItemError =>
    itemError("err_validation_invalid_domain", { message: "The domain is not valid", field: "domain" }),
  /** Guessed, and those behind. */
  aliasNotFound: (): ItemError => itemError("err_alias_not_found", { message: "Alias not found" }),
  notOnPurgeList: (address: string): ItemError =>
    itemError("err_purge_address_not_found", { message: `${address} is not on the purge list` }),
  fileDiffers: (field: string): ItemError =>
    itemError("err_file_upload_mismatch", { message: `${field} is not that of the file`, field }),
  noLineEnd: (): ItemError =>
    itemError("err_validation_invalid_file", { message: "The file must end with a line end" }),
  syncDisabled: (): ItemError =>
    itemError("err_directory_sync_not_enabled", { message: "No directory connection is enabled" }),
  campaignNotFound: (): ItemError =>
    itemError("err_awareness_campaign_not_found", { message: "Campaign not found" }),
  /** Code guessed. */
  tooMany: (field: string, most: number): ItemError =>
    itemError("err_validation_value_not_allowed", {
      message: `${field} must have at most ${most} items`,
      field,
    }),
  /** Code guessed, here and below. */
  outOfBounds: (
    field: string,
    { least, most }: { readonly least: number; readonly most: number },
  ): ItemError =>
    itemError("err_validation_value_not_allowed", {
      message: `${field} must be between ${least} and ${most}`,
      field,
    }),
  rangesInvalid: (field: string): ItemError =>
    itemError("err_validation_value_not_allowed", { message: `${field} must be a list of IP ranges`, field }),
  /** The rules are the vendor's, the codes of these two guessed. */
  relayBlockExists: (): ItemError =>
    itemError("err_policy_already_exists", {
      message: "There is a policy that blocks external to external addresses already",
    }),
  policyPermanent: (): ItemError =>
    itemError("err_policy_not_deletable", { message: "This policy can't be deleted" }),
  nullItem: (): ItemError => itemError("err_deserialise", { message: "The payload contains null objects" }),
  invalidSiemToken: (): ItemError =>
    itemError("err_audit_siem_invalid_token", { message: "The token is invalid or too old" }),
  /** The text is guessed. */
  startTooOld: (): ItemError =>
    itemError("err_track_and_trace_invalid_start_date", {
      message: "The start date is older than the search reaches back",
      field: "start",
    }),
  /** The emulator's own: the vendor has what looks through all of its mail. */
  searchTooWide: (most: number): ItemError =>
    itemError("emulator_search_too_wide", {
      message: `The emulator looked through ${most} messages without coming to an end. Narrow the span of time, or start a tenant with fewer messagesPerDay`,
    }),
  /** The text is guessed. */
  searchInvalid: (): ItemError =>
    itemError("err_invalid_search_xml", { message: "The search query is not valid", field: "query" }),
  noThreats: (): ItemError =>
    itemError("err_threat_intel_feed_no_result_found", {
      message: "No results found for threat intel feed.",
    }),
  /** The sense is the vendor's, the code guessed. */
  hashQuotaExceeded: (): ItemError =>
    itemError("err_byo_threat_intelligence_quota_exceeded", {
      message: "Quota not available to create the batch",
    }),
  /** Guessed. */
  batchNotFound: (): ItemError =>
    itemError("err_byo_threat_intelligence_batch_not_found", { message: "Batch not found" }),
  invalidToken: (): ItemError => itemError("xdk_failure", { message: "0007 Invalid token" }),
  /** Also for groups that are reserved. */
  forbiddenForAddress: (): ItemError =>
    itemError("err_xdk_operation_forbidden_for_address", {
      message: "0003 Forbidden To Perform Operation For Address",
    }),
  /** Guessed; the usual guess is that a second group is made. */
  groupExists: (): ItemError =>
    itemError("err_folder_group_already_exists", { message: "Group already exists" }),
  /** Guessed; the usual guess is that a second policy is made. */
  policyExists: (): ItemError => itemError("err_policy_already_exists", { message: "Policy already exists" }),
  memberExists: (): ItemError =>
    itemError("err_folder_group_member_already_exists", { message: "Group member already exists" }),
  memberNotFound: (): ItemError =>
    itemError("err_folder_email_address_not_found", { message: "Error email address not found" }),
  /** The rule is the vendor's, the code guessed. */
  groupNotEmpty: (): ItemError =>
    itemError("err_validation_folder_not_empty", { message: "The group has members or child groups" }),
  /** Code guessed. */
  oneOfTwo: (one: string, other: string): ItemError =>
    itemError("err_validation_value_not_allowed", {
      message: `${one} and ${other} exclude each other`,
      field: other,
    }),
  /** Code guessed. */
  tooLong: (field: string, most: number): ItemError =>
    itemError("err_validation_value_not_allowed", { message: `${field} takes ${most} characters`, field }),
  urlInvalid: (): ItemError => itemError("err_managed_url_create_failure", { message: "The URL is invalid" }),
  /** That there is a limit is known; its answer is guessed after that of a bad URL. */
  urlListFull: (): ItemError =>
    itemError("err_managed_url_create_failure", { message: "The limit of managed URLs is reached" }),
  urlExists: (): ItemError =>
    itemError("err_managed_url_exists_code", {
      message: "The managed URL already exists; to update it, delete and recreate",
    }),
  urlNotFound: (): ItemError => itemError("err_managed_url_not_found", { message: "Managed URL not found" }),
  internal: (): ItemError => itemError("err_internal", { message: "The request could not be completed" }),
} as const;

function itemError(code: string, options: { readonly message: string; readonly field?: string }): ItemError {
  const { message, field } = options;
  return field === undefined
    ? { code, message, retryable: false }
    : { code, message, field, retryable: false };
}
