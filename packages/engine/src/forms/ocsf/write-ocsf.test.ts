import fc from "fast-check";
import { expect, test } from "vitest";
import { compileMeaning, telling } from "../../vocabulary/index.js";
import type { Judgement } from "../../vocabulary/judgement.js";
import { type TermName, terms } from "../../vocabulary/terms.js";
import type { ValueType } from "../../vocabulary/value-types.js";
import type { FormDocument, OcsfKind } from "../event.js";
import type { FeedForms } from "../feed-forms.js";
import { openOcsfCheck } from "./check-ocsf.js";
import { ocsfClasses } from "./classes.js";
import { writeOcsf } from "./write-ocsf.js";

const check = await openOcsfCheck();
const termNames = Object.keys(terms) as TermName[];
const fields = termNames.map((name) => telling(name, name));
const readMeaning = compileMeaning(fields);
const quiet: Judgement = { disposition: null, severity: 1, isFinding: false, outcome: "success" };

/** The document of a record that has a field for each term it tells. */
function write(
  record: Readonly<Record<string, unknown>>,
  { kind, judgement = quiet }: { kind: OcsfKind; judgement?: Judgement },
): FormDocument {
  const forms: FeedForms = {
    dataset: "mimecast.anything",
    product: "Anything",
    fields,
    judge: () => judgement,
    ecs: () => ({ category: ["email"], type: ["info"] }),
    ocsf: () => kind,
    ocsfClasses: () => [kind.classUid],
  };
  const meaning = readMeaning(record);
  const raw = JSON.stringify(record);
  return writeOcsf(forms, { id: "e1", feed: "anything", type: "thing", time: 1000, record, raw, meaning });
}

const kinds: readonly OcsfKind[] = [
  { classUid: ocsfClasses.baseEvent, activityId: 0 },
  { classUid: ocsfClasses.detectionFinding, activityId: 1, title: "Found", data: { hits: 2 } },
  { classUid: ocsfClasses.dataSecurityFinding, activityId: 1, title: "Leak" },
  { classUid: ocsfClasses.accountChange, activityId: 3 },
  { classUid: ocsfClasses.authentication, activityId: 1 },
  { classUid: ocsfClasses.entityManagement, activityId: 2, own: { entity: { name: "m1", type_id: 6 } } },
  { classUid: ocsfClasses.userAccess, activityId: 1, own: { privileges: ["Administrator"] } },
  { classUid: ocsfClasses.groupManagement, activityId: 3, own: { group: { name: "Finance" } } },
  { classUid: ocsfClasses.emailActivity, activityId: 2, own: { protocol_name: "SMTP" } },
  { classUid: ocsfClasses.emailActivity, activityId: 99, activityName: "URL Click" },
  { classUid: ocsfClasses.osintInventoryInfo, activityId: 2 },
  { classUid: ocsfClasses.apiActivity, activityId: 1, own: { api: { operation: "get-logs" } } },
  { classUid: ocsfClasses.datastoreActivity, activityId: 4, own: { databucket: { name: "a", type_id: 0 } } },
  { classUid: ocsfClasses.remediationActivity, activityId: 2, own: { command_uid: "TR-1" } },
];

const address = fc.oneof(
  fc.emailAddress(),
  fc.constantFrom(
    "Ann <ann@corp.example>",
    "postmaster",
    "a@b_c.example",
    "a@localhost",
    "<>",
    "é@ü.example",
  ),
);
const text = fc.string({ unit: "binary", minLength: 1 });
/** Values of each type that is more than a text. */
const values: { readonly [T in ValueType]?: fc.Arbitrary<unknown> } = {
  address,
  addresses: fc.array(address, { maxLength: 4 }),
  ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant("fe80::1%eth0")),
  url: fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constant("//h:99999/?"), text),
  number: fc.oneof(fc.integer(), fc.double(), fc.constantFrom("12", 1.5, -1)),
  flag: fc.boolean(),
  time: fc.integer({ min: -1_000_000_000_000, max: 2_000_000_000_000 }),
  texts: fc.array(text),
  names: fc.array(text, { maxLength: 4 }),
  direction: fc.constantFrom("inbound", "Outbound", "INTERNAL", "external"),
  json: fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      { spf: { info: "ALLOW" }, rbl: { info: "x" } },
      { spf: { info: 1 }, dkim: null, dmarc: "ALLOW" },
      '{"dmarc":{"allow":true,"info":"NONE"}}',
    ),
  ),
  md5: fc.constant("ab".repeat(16)),
  sha1: fc.constant("ab".repeat(20)),
  sha256: fc.constant("ab".repeat(32)),
};

const pattern = fc.oneof(
  text,
  fc.constantFrom("[file:hashes.MD5 = 'ab']", "[ipv4-addr:value = '192.0.2.1' OR url:value='//a']"),
);

const record = fc.record(
  {
    ...Object.fromEntries(termNames.map((name) => [name, values[terms[name].type] ?? text])),
    pattern,
  },
  {
    requiredKeys: [],
  },
);

const judgement = fc.record<Judgement>({
  disposition: fc.constantFrom(null, "allowed", "blocked", "tagged", "logged", "other"),
  severity: fc.constantFrom(0, 1, 2, 3, 4, 5),
  isFinding: fc.boolean(),
  outcome: fc.constantFrom("success", "failure", "unknown"),
});

/** Follows a path such as `evidences[0].email.to[1]`. */
function valueAt(document: unknown, path: string): unknown {
  return path
    .split(/[.[]/)
    .map((step) => step.replace("]", ""))
    .reduce<unknown>(
      (held, step) => (typeof held === "object" && held !== null ? Reflect.get(held, step) : undefined),
      document,
    );
}

test.each(kinds)(
  "class $classUid, activity $activityId: whatever is told, the document is valid",
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(record, judgement, async (told, judged) => {
        const document = JSON.parse(JSON.stringify(write(told, { kind, judgement: judged })));
        expect(await check(document)).toEqual([]);
        for (const { name, value } of document.observables ?? []) expect(valueAt(document, name)).toBe(value);
      }),
      { numRuns: 50 },
    );
  },
);

const { time: _time, delivered: _delivered, durationMs: _duration, ...findable } = terms;

test.each(kinds)("class $classUid, activity $activityId: nothing that is told is lost", (kind) => {
  const texts = Object.keys(findable) as TermName[];
  const told = Object.fromEntries(texts.map((name, index) => [name, distinct(name, index)]));
  const fallback = { senderDomain: told["senderDomain"], sender: "not an address" };
  for (const held of [told, fallback]) {
    const { raw_data: _raw, ...document } = write(held, { kind });
    const written = JSON.stringify(document).toLowerCase();
    for (const value of Object.values(held)) expect(written).toContain(String(value).toLowerCase());
  }
});

test.each(kinds)(
  "class $classUid, activity $activityId: any one term alone gives a valid document",
  async (kind) => {
    for (const [index, name] of termNames.entries()) {
      const document = write({ [name]: distinct(name, index) }, { kind });
      expect({ name, faults: await check(document) }).toEqual({ name, faults: [] });
    }
  },
);

/** A value of the term's type that no other term has. */
function distinct(name: TermName, index: number): string {
  const { type } = terms[name];
  const number = 100 + index;
  if (type === "address" || type === "addresses") return `who${number}@corp.example`;
  if (type === "ip") return `192.0.2.${number}`;
  if (type === "number") return String(10_000 + index);
  if (type === "flag") return "true";
  if (type === "direction") return "outbound";
  if (type === "time") return String(1_700_000_000_000 + index);
  if (type === "md5") return String(number).repeat(32).slice(0, 32);
  if (type === "sha1") return String(number).repeat(40).slice(0, 40);
  if (type === "sha256") return String(number).repeat(64).slice(0, 64);
  return type === "json" ? `["${name}"]` : `${name}-${number}`;
}
