import type { ValueKinds, ValueType } from "./value-types.js";

/** A thing that records say, whatever the vendor calls it: the one vocabulary into which all feeds are read. */
export interface Term {
  readonly type: ValueType;
  /** A sentence for the field tables. */
  readonly meaning: string;
  /** Where it stands in an ECS document; null: no field of ECS holds it. */
  readonly ecs: string | null;
  /** Where it stands in an OCSF document; in a finding, message, file and URL stand below `evidences[0]`. */
  readonly ocsf: string | null;
}

export const terms = {
  time: term("time", "When it happened.", "@timestamp", "time"),
  tenant: term("text", "Account code of the tenant.", "organization.id", "metadata.tenant_uid"),
  type: term("text", "Type of the record.", "event.code", "metadata.event_code"),
  recordId: term("text", "The vendor's id of the record.", "event.id", "metadata.original_event_uid"),
  processingId: term("text", "Id of the processing step.", null, "metadata.original_event_uid"),
  traceId: term("trace-id", "Joins the records of one mail.", "email.local_id", "message_trace_uid"),
  direction: term("direction", "Which way the mail went.", "email.direction", "direction_id"),
  sender: term("address", "Sender in the envelope.", "email.from.address", "from"),
  senderName: term("prose", "Display name of the sender.", null, "from_mailbox"),
  headerSender: term("address", "Sender in the header.", "email.from.address", "email.from"),
  senderDomain: term("text", "Domain of the sender.", "source.domain", "unmapped"),
  recipients: term("addresses", "Recipients in the envelope.", "email.to.address", "to"),
  recipientName: term("prose", "Display name of the recipient.", null, "to_mailboxes"),
  subject: term("prose", "Subject.", "email.subject", "email.subject"),
  messageId: term("message-id", "Message-ID of the header.", "email.message_id", "email.message_uid"),
  messageSize: term("count", "Size of the mail, bytes.", null, "email.size"),
  attachmentCount: term("count", "Number of attachments.", null, "unmapped"),
  attachmentsSize: term(
    "count",
    "Size of all attachments together, bytes.",
    "email.attachments.file.size",
    "unmapped",
  ),
  attachmentNames: term(
    "names",
    "Names of the attachments.",
    "email.attachments.file.name",
    "email.files[].name",
  ),
  fileName: term("prose", "Name of the file.", "email.attachments.file.name", "email.files[].name"),
  fileExtension: term(
    "text",
    "Extension of the file, without the dot.",
    "email.attachments.file.extension",
    "email.files[].ext",
  ),
  fileMime: term(
    "text",
    "Media type of the file.",
    "email.attachments.file.mime_type",
    "email.files[].mime_type",
  ),
  fileSize: term("count", "Size of the file, bytes.", "email.attachments.file.size", "email.files[].size"),
  md5: term("md5", "MD5 of the file.", "email.attachments.file.hash.md5", "email.files[].hashes"),
  sha1: term("sha1", "SHA-1 of the file.", "email.attachments.file.hash.sha1", "email.files[].hashes"),
  sha256: term(
    "sha256",
    "SHA-256 of the file.",
    "email.attachments.file.hash.sha256",
    "email.files[].hashes",
  ),
  url: term("url", "The URL.", "url.original", "email.urls[].url_string"),
  urlCategory: term("text", "What kind of site the URL leads to.", null, "email.urls[].categories"),
  sourceIp: term("ip", "Address the mail, or the click, came from.", "source.ip", "src_endpoint.ip"),
  sourceHost: term(
    "text",
    "Name of the server the mail came from.",
    "source.domain",
    "src_endpoint.hostname",
  ),
  destinationIp: term("ip", "Address the mail was delivered to.", "destination.ip", "dst_endpoint.ip"),
  destinationHost: term(
    "text",
    "Server the mail was delivered to.",
    "destination.domain",
    "dst_endpoint.hostname",
  ),
  clientIp: term("ip", "Address the acting person came from.", "client.ip", "src_endpoint.ip"),
  actor: term("address", "Who acted: clicked, signed in, released.", "user.email", "actor.user"),
  actorName: term("prose", "Name of who acted.", "user.full_name", "actor.user.full_name"),
  application: term("text", "Application through which somebody acted.", null, "actor.app_name"),
  policy: term("text", "Policy or definition that decided.", "rule.name", "policy.name"),
  action: term("action", "What was done, in the vendor's word.", "event.action", "action_id"),
  verdict: term("text", "What was found, in the vendor's word.", null, "unmapped"),
  reason: term("text", "Why.", "event.reason", "status_detail"),
  errorCode: term("text", "Code of the refusal.", "error.code", "status_code"),
  errorType: term("text", "Kind of the refusal.", "error.type", "firewall_rule.name"),
  virus: term("text", "Name of the malware.", null, "malware[].name"),
  spamScore: term("number", "Spam score.", "event.risk_score", "risk_score"),
  spamDetail: term("json", "What each check for spam said.", null, "email_auth"),
  delivered: term("flag", "Whether the mail was delivered.", "event.outcome", "status_id"),
  attempts: term("count", "Attempts at delivery.", null, "attempt"),
  durationMs: term("duration", "Time the step took, milliseconds.", "event.duration", "duration"),
  tlsVersion: term("text", "TLS version of the connection.", "tls.version", "tls.version"),
  tlsCipher: term("text", "Cipher suite of the connection.", "tls.cipher", "tls.cipher"),
  tlsUsed: term("flag", "Whether the connection used TLS.", "tls.established", "unmapped"),
  composedAt: term("time", "When the mail was written.", "email.origination_timestamp", "unmapped"),
  targetUser: term("address", "Whose account was changed.", "user.target.email", "user"),
  group: term("prose", "Group that was changed, or a member of it.", "group.name", "group.name"),
  downloadName: term("prose", "File that was downloaded or exported.", "file.name", "unmapped"),
  downloadSize: term("count", "Size of that file, bytes.", "file.size", "unmapped"),
  firstSeen: term(
    "time",
    "When the threat was seen first.",
    "threat.indicator.first_seen",
    "osint[].created_time",
  ),
  modifiedAt: term(
    "time",
    "When what is known of it changed.",
    "threat.indicator.modified_at",
    "osint[].modified_time",
  ),
  pattern: term(
    "prose",
    "STIX pattern by which it is recognised.",
    "threat.indicator",
    "osint[].detection_pattern",
  ),
  labels: term("texts", "Labels, as STIX has them.", "tags", "osint[].labels"),
  message: term("prose", "What happened, as a sentence.", "message", "message"),
} as const satisfies Readonly<Record<string, Term>>;

export type TermName = keyof typeof terms;

/** What one record says, in our terms; undefined where it doesn't say. */
export type Meaning = {
  -readonly [Name in TermName]: ValueKinds[(typeof terms)[Name]["type"]] | undefined;
} & {
  /** What the record says beyond our terms, by the vendor's names. */
  rest: Record<string, unknown>;
};

const names = Object.keys(terms) as TermName[];
const nothingTold: Record<string, unknown> = Object.fromEntries(
  [...names, "rest"].map((name) => [name, undefined]),
);

/** All terms are there from the start: objects of one shape are what an engine is quick with. */
export function emptyMeaning(): Meaning {
  // A plain copy is thirty times as quick as one that gains a member.
  const meaning = { ...nothingTold } as Meaning;
  meaning.rest = {};
  return meaning;
}

function term<T extends ValueType>(
  type: T,
  meaning: string,
  ecs: string | null,
  ocsf: string | null,
): Term & { readonly type: T } {
  return { type, meaning, ecs, ocsf };
}
