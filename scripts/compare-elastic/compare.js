import { reasons } from "./reasons.js";

/** What the comparison of a stream comes to; the maps go by field. */
export function emptyTally() {
  return { equal: 0, otherwise: new Map(), unlike: new Map(), lacking: new Map(), more: new Map() };
}

/** Looked up by Elastic in a test database of addresses; which pipeline ran is said by it alone. */
const passedOver = /(?:^|\.)(?:geo|as)\./;

/** Compares field by field; a list of objects counts as the lists of their members' values, as in an index. */
export function compareDocuments(theirs, ours, { stream, tally }) {
  const their = flatten(theirs);
  const our = flatten(ours);
  for (const [field, values] of their) {
    if (passedOver.test(field)) continue;
    const own = our.get(field) ?? [];
    if (isSame(values, own)) {
      tally.equal += 1;
      continue;
    }
    const reason = reasons.find(
      ({ fields, streams = /./, holds = () => true }) =>
        fields.test(field) &&
        streams.test(stream) &&
        holds({ theirs: values, ours: own, our, field, record: ours }),
    );
    if (reason !== undefined)
      count(tally.otherwise, field, { reason: reason.why, theirs: values, ours: own });
    else count(own.length === 0 ? tally.lacking : tally.unlike, field, { theirs: values, ours: own });
  }
  for (const field of our.keys()) if (!their.has(field)) count(tally.more, field, { theirs: [], ours: [] });
}

function count(tallied, field, { reason, theirs, ours }) {
  const key = reason === undefined ? field : `${field}\n${reason}`;
  const known = tallied.get(key) ?? { field, reason, documents: 0, examples: [] };
  known.documents += 1;
  if (known.examples.length < 3) {
    known.examples.push({ theirs: JSON.stringify(theirs), ours: JSON.stringify(ours) });
  }
  tallied.set(key, known);
}

function flatten(value, path = "", found = new Map()) {
  if (Array.isArray(value)) for (const item of value) flatten(item, path, found);
  else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value))
      flatten(member, path === "" ? key : `${path}.${key}`, found);
  } else if (value !== null) found.set(path, [...(found.get(path) ?? []), value]);
  return found;
}

function isSame(one, other) {
  const inOrder = (values) => values.map((value) => JSON.stringify(value)).sort();
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}
