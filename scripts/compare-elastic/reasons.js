import { feedReasons } from "./feed-reasons.js";

/**
 * Where our document differs from Elastic's on purpose. The first that matches counts, and `holds` proves it: a value
 * said to stand elsewhere must stand there.
 */
const same = (one, other) => String(one).toLowerCase() === String(other).toLowerCase();

/** Each of their values stands in our field, perhaps as a number or in small letters. */
const standsAt =
  (...places) =>
  ({ theirs, our }) =>
    theirs.every((value) => places.some((place) => (our.get(place) ?? []).some((own) => same(own, value))));

const isAbsent = ({ ours }) => ours.length === 0;

/** The same word as another type: a number, or true and false. */
const isTyped = ({ theirs, ours }) =>
  ours.length === theirs.length &&
  theirs.every((value, index) => typeof ours[index] !== "string" && same(ours[index], value));

const everywhere = [
  {
    fields: /^event\.created$/,
    why: "ECS means the time at which the event was first read; the record's own time is `@timestamp`",
    holds: isAbsent,
  },
  { fields: /^tags$/, why: "`preserve_original_event` is a switch of Elastic's pipeline", holds: isAbsent },
  {
    fields: /^event\.outcome$/,
    why: "Elastic writes `unknown` wherever nothing was delivered; here it says whether the gateway did it",
    holds: ({ theirs, ours }) => theirs[0] === "unknown" && ["success", "failure"].includes(ours[0]),
  },
  {
    fields: /^mimecast\.(?:acc|accountId)$/,
    why: "stands in `organization.id`",
    holds: standsAt("organization.id"),
  },
  {
    fields: /^mimecast\./,
    why: "is no text but a number, or true or false",
    holds: isTyped,
  },
  {
    fields: /^event\.(?:category|type)$/,
    why: "says more: `malware` or `web` beside `email`, and whether the mail went through",
    holds: ({ theirs, ours }) => theirs.every((value) => ours.includes(value)),
  },
  {
    fields: /^related\./,
    why: "holds every user, address, host and hash of the document",
    holds: ({ theirs, ours }) => theirs.every((value) => ours.includes(value)),
  },
  {
    fields: /^mimecast\./,
    why: "`N/A`, `None` and `[]` are the vendor's words for no value",
    holds: (at) => isAbsent(at) && at.theirs.every((value) => /^(?:n\/?a|none|\[\])$/i.test(value)),
  },
  {
    fields: /^email\.message_id$/,
    why: "always with its angle brackets, as RFC 5322 writes it",
    holds: ({ theirs, ours }) => ours[0] === `<${theirs[0]}>`,
  },
];

const mailLogs = /^(?:siem|cloud_integrated)_logs\//;
const logTypes = {
  jrnl: "journal",
  avlog: "av",
  "url-protect": "url protect",
  "attachment-protect": "attachment protect",
  "internal-email-protect": "internal email protect",
  "impersonation-protect": "impersonation protect",
};

const siem = [
  {
    fields: /^mimecast\.(?:log_type|stage)$/,
    why: "stands in `event.code`, by one name for both generations",
    holds: ({ theirs, our }) => same(logTypes[theirs[0]] ?? theirs[0], our.get("event.code")?.[0]),
  },
  {
    fields: /^mimecast\.(?:SpamScore|spamScore)$/,
    why: "stands in `event.risk_score`",
    holds: standsAt("event.risk_score"),
  },
  {
    fields: /^mimecast\.(?:Latency|deliveryTime)$/,
    why: "stands in `event.duration`, in nanoseconds as ECS asks",
    holds: ({ theirs, our }) => Number(theirs[0]) * 1e6 === our.get("event.duration")?.[0],
  },
  {
    fields: /^mimecast\.senderHeader$/,
    why: "stands in `email.from.address`",
    holds: standsAt("email.from.address"),
  },
  {
    fields: /^mimecast\.Recipient$/,
    why: "stands in `email.to.address`",
    holds: standsAt("email.to.address"),
  },
  {
    fields: /^mimecast\.(?:Route|route)$/,
    why: "stands in `email.direction`",
    holds: standsAt("email.direction"),
  },
  {
    fields: /^mimecast\.delivered$/,
    why: "stands in `event.outcome`, and in `event.action`",
    holds: ({ theirs, our }) => (theirs[0] === "true") === (our.get("event.outcome")?.[0] === "success"),
  },
  {
    fields: /^mimecast\.Hostname$/,
    why: "stands in `destination.domain`",
    holds: standsAt("destination.domain"),
  },
  {
    fields: /^(?:tls\.version|mimecast\.tlsVersion)$/,
    why: "ECS has the number alone in `tls.version`, and `tls` in `tls.version_protocol`",
    holds: ({ theirs, our }) =>
      `TLSv${our.get("tls.version")?.[0]}`.replace(/^TLSv1\.0$/, "TLSv1") === theirs[0],
  },
  {
    fields: /^mimecast\.spamProcessingDetail$/,
    why: "the JSON text is an object",
    holds: ({ our }) => [...our.keys()].some((field) => field.startsWith("mimecast.spamProcessingDetail.")),
  },
  {
    fields: /^source\.ip$/,
    why: "the `IP` of a delivery is where the mail went: `destination.ip`",
    holds: (at) => at.our.get("event.code")?.[0] === "delivery" && standsAt("destination.ip")(at),
  },
  {
    fields: /^source\.domain$/,
    why: "`false` is no domain: it answers whether the domain is new",
    holds: ({ theirs, our }) =>
      theirs[0] === "false" && (our.get("mimecast.NewDomain") ?? []).includes(false),
  },
  {
    fields: /^email\.attachments\.file\.size$/,
    why: "the size of all attachments together, `mimecast.AttSize` or `mimecast.totalSizeAttachments`, is that of a file only where there is one",
    holds: (at) => isAbsent(at) && standsAt("mimecast.AttSize", "mimecast.totalSizeAttachments")(at),
  },
  {
    fields: /^email\.attachments\.file\.size$/,
    why: "the `Size` of such a line is that of the mail, as API 2.0 says by its name `emailSize`",
    holds: (at) => isAbsent(at) && at.our.get("event.code")?.[0] === "av" && standsAt("mimecast.Size")(at),
  },
  {
    fields: /^email\.attachments\.file\.name$/,
    why: "one element a file, and no quotes that are not the name's",
    holds: ({ theirs, ours }) => theirs.every((text) => ours.every((name) => text.includes(name))),
  },
  {
    fields: /^event\.action$/,
    why: "a word that the TTP logs have too is written as there, in small letters",
    holds: ({ theirs, ours }) => same(theirs[0], ours[0]),
  },
  {
    fields: /^event\.kind$/,
    why: "another server's refusal is no finding of the gateway's: an alert is what a control found",
    holds: ({ our }) => our.get("event.code")?.[0] === "delivery",
  },
  {
    fields: /^event\.kind$/,
    why: "a mail that could not be taken for its form, such as an unknown recipient, is no alert",
    holds: ({ our }) =>
      our.get("event.code")?.[0] === "receipt" && our.get("event.outcome")?.[0] === "failure",
  },
].map((reason) => ({ streams: mailLogs, ...reason }));

export const reasons = [...siem, ...feedReasons, ...everywhere];
