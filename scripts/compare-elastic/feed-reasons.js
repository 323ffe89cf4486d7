/** Where our documents of the feeds other than the mail logs differ from Elastic's on purpose, as in `reasons.js`. */
const original = (record) => JSON.parse(record.event.original);

const audit = [
  {
    fields: /^file\.name$/,
    why: "the name alone, without the sentence before it",
    holds: ({ theirs, ours }) => ours.length === 1 && theirs[0].endsWith(ours[0]),
  },
  {
    fields: /^(?:user\.email|related\.user)$/,
    why: "what the system did by itself has no user, not an empty one",
    holds: ({ theirs, ours }) => theirs.join() === "" && ours.length === 0,
  },
  {
    fields: /^(?:user\.(?:email|name)|related\.user)$/,
    why: "who acted is the record's `user`, whomever its text names",
    holds: ({ ours, record }) =>
      ours.length > 0 && ours.every((name) => original(record).user.startsWith(name)),
  },
].map((reason) => ({ streams: /^audit_events\//, ...reason }));

const heldReleases = [
  {
    fields: /^event\.reason$/,
    why: "of a released message, why it had been held: a reason to reject it is beside the point, and stands in `mimecast.rejectReason`",
    holds: ({ theirs, ours, our }) =>
      our.get("event.action")?.[0] === "released" &&
      our.get("mimecast.rejectReason")?.[0] === theirs[0] &&
      our.get("mimecast.heldReason")?.[0] === ours[0],
  },
  {
    fields: /^mimecast\.released$/,
    why: "a date as all others, in UTC",
    holds: ({ theirs, ours }) => Date.parse(theirs[0]) === Date.parse(ours[0]),
  },
  {
    fields: /^user\.email$/,
    why: "who decided about the message, the operator; whose it is stands in `email`",
    holds: ({ ours, record }) => {
      const { operator } = original(record);
      return ours[0] === (operator.emailAddress ?? operator);
    },
  },
  {
    fields: /^user\.full_name$/,
    why: "the operator's name is not told; those of sender and recipients stand in `related.user`",
    holds: ({ theirs, ours, our }) =>
      ours.length === 0 && theirs.every((name) => our.get("related.user")?.includes(name)),
  },
].map((reason) => ({ streams: /^message_release_logs\//, ...reason }));

const threatIntel = [
  {
    fields: /^tags$/,
    why: "the labels; `preserve_original_event` is a switch of Elastic's pipeline",
    holds: ({ theirs, ours }) => {
      const labels = theirs.filter((tag) => tag !== "preserve_original_event");
      return ours.join() === labels.join();
    },
  },
  {
    fields: /^ecs\.version$/,
    why: "Elastic's only output of this stream is of an older version",
    holds: ({ theirs, ours }) => theirs[0] === "8.6.0" && ours[0] === "8.11.0",
  },
].map((reason) => ({ streams: /^threat_intel_/, ...reason }));

const clicks = [
  {
    fields: /^event\.action$/,
    why: "what was done, the record's `action`; Elastic has what the user answered to a warning, `mimecast.userAwarenessAction`, also where nobody was asked",
    holds: ({ theirs, ours, record }) => {
      const { action, userAwarenessAction } = original(record);
      return ours[0] === action && theirs[0] === userAwarenessAction;
    },
  },
  {
    fields: /^email\.message_id$/,
    why: "brackets that were escaped once too often are brackets",
    holds: ({ theirs, ours }) => `<${theirs[0].replaceAll("\\u003e", "")}>` === ours[0],
  },
  {
    fields: /^user\.email$/,
    why: "nobody clicked: an entry scan is the gateway's own look",
    holds: ({ ours, our }) => ours.length === 0 && our.get("mimecast.creationMethod")?.[0] === "Entry Scan",
  },
].map((reason) => ({ streams: /^ttp_url_logs\//, ...reason }));

export const feedReasons = [...audit, ...heldReleases, ...threatIntel, ...clicks];
