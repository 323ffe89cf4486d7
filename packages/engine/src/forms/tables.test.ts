import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Feed, feeds, type RecordSource } from "../feeds/index.js";
import { secretFieldsOf } from "../feeds/values/secrets.js";
import { type Field, joinTables } from "../vocabulary/index.js";
import type { ValueType } from "../vocabulary/value-types.js";
import { checkEcs } from "./ecs/check-ecs.suite.js";
import { ecsOf, fallbackTime } from "./testing.js";

/** A value of each type, another one for each number. */
const exampleOf: Readonly<Record<ValueType, (number: number) => unknown>> = {
  text: (number) => `text ${number}`,
  word: (number) => `word-${number}`,
  prose: (number) => `Prose ${number}, "None" & <more>`,
  action: (number) => `action-${number}`,
  "trace-id": (number) => `trace${number}x`,
  address: (number) => `a${number}@d${number}.example`,
  addresses: (number) => `b${number}@e${number}.example`,
  ip: (number) => `192.0.2.${number}`,
  url: (number) => `https://u${number}.example/p${number}`,
  "message-id": (number) => `<m${number}@f.example>`,
  number: (number) => 1000 + number,
  count: (number) => String(2000 + number),
  duration: (number) => 3000 + number,
  flag: (number) => number % 2 === 0,
  time: (number) => new Date(fallbackTime + number * 60_000).toISOString(),
  texts: (number) => [`one ${number}`, `two ${number}`],
  names: (number) => [`n${number}.pdf`],
  direction: () => "Inbound",
  json: (number) => ({ key: `json ${number}` }),
  md5: (number) => hex(number, 32),
  sha1: (number) => hex(number, 40),
  sha256: (number) => hex(number, 64),
};

function hex(number: number, digits: number): string {
  return (1_000_000 + number).toString(16).padEnd(digits, "0");
}

interface Table {
  readonly feed: Feed;
  readonly name: string;
  readonly type: string;
  readonly fields: readonly Field[];
}

/** Each feed's table, and those of its types. */
const tables: readonly Table[] = feeds.flatMap((feed): readonly Table[] => {
  const { forms } = feed;
  if (forms === undefined) return [];
  const left = new Set([...feed.volatileFields, ...secretFieldsOf(feed)]);
  const shown = (fields: readonly Field[]) => joinTables(fields).filter(({ name }) => !left.has(name));
  const own = [...(forms.fieldsByType ?? [])].map(([type, fields]) => ({
    feed,
    name: `${feed.name}, ${type}`,
    type,
    fields: shown(fields),
  }));
  return own.length > 0 ? own : [{ feed, name: feed.name, type: "", fields: shown(forms.fields) }];
});

/** A record with a value for each of these fields, nested as their names are. */
function recordOf({ type, fields }: Table, value: (field: Field, number: number) => unknown) {
  const record: Record<string, unknown> = {};
  for (const [number, field] of fields.entries()) {
    const isType = field.tells.includes("type") && type !== "";
    const keys = field.name.split(".");
    const last = keys.pop() ?? "";
    let place = record;
    for (const key of keys) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
    }
    place[last] = isType ? type : value(field, number);
  }
  return record;
}

function sourceOf({ type }: Table): RecordSource {
  return { part: type, fileName: `${type}_20250301000000000.json`, fallbackTime };
}

/** The document's text without that of its record. */
function textOf(document: object): string {
  return JSON.stringify(document, (key, value) => (key === "original" ? undefined : value)).toLowerCase();
}

/** The ways in which a document may hold a value. */
function spellingsOf(type: ValueType, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => spellingsOf("prose", item));
  const text = JSON.stringify(value).toLowerCase().slice(1, -1);
  switch (type) {
    case "flag":
    case "direction":
      return [""];
    case "word":
    case "action":
      // Some are written as one word.
      return [text, text.replace("-", "_")];
    case "number":
      return [`:${value}`];
    case "count":
      return [`:${value}`, `:"${value}"`];
    case "duration":
      return [`:${Number(value) * 1_000_000}`, `:${value}`];
    default:
      return [text];
  }
}

/** What may become of a value. */
const kinds = fc.constantFrom<(value: unknown) => unknown>(
  () => undefined,
  () => null,
  () => "",
  () => "N/A",
  () => "<>",
  () => [],
  () => ({}),
  () => -1.5,
  () => 1e300,
  () => false,
  () => "[]",
  () => "@",
  () => ["a", 1, null, { b: [] }],
  (value) => value,
  (value) => String(value),
  (value) => ` ${String(value)} `,
  (value) => [value],
  (value) => JSON.stringify(value),
  (value) => ({ emailAddress: value }),
);

describe.each(tables)("a record of $name", (table) => {
  const { feed, fields } = table;

  test("with everything it may have is told whole, in fields of ECS or under mimecast", () => {
    const record = recordOf(table, ({ type }, number) => exampleOf[type](number));
    const document = ecsOf(feed, record, sourceOf(table));
    expect(checkEcs(document)).toEqual([]);
    const text = textOf(document);
    const lost = fields.filter(({ name, type, tells, as }, number) => {
      const isOtherSpelling = fields.some((other) => other.as === as && other.name !== name);
      if (tells.includes("type") || isOtherSpelling) return false;
      return !spellingsOf(type, exampleOf[type](number)).some((spelling) => text.includes(spelling));
    });
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  test("is ECS whatever of it is there, empty or of another kind", () => {
    const value = fc.record({ field: fc.nat(fields.length - 1), kind: kinds, number: fc.nat(99) });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const given = new Map(
          values.map(({ field, kind, number }) => [fields[field]?.name, { kind, number }]),
        );
        const record = recordOf(table, ({ name, type }, number) => {
          const change = given.get(name);
          return change === undefined ? exampleOf[type](number) : change.kind(exampleOf[type](change.number));
        });
        expect(checkEcs(ecsOf(feed, record, sourceOf(table)))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("is found in the store by what its document says", () => {
    fc.assert(
      fc.property(fc.subarray([...fields.keys()], { minLength: 1 }), (shown) => {
        const record = recordOf(table, ({ type }, number) =>
          shown.includes(number) ? exampleOf[type](number) : undefined,
        );
        const source = sourceOf(table);
        const document = ecsOf(feed, record, source);
        const { time, type, ...columns } = feed.extract(record, source);
        const text = textOf(document);
        for (const [name, value] of Object.entries(columns)) {
          if (value === null) continue;
          const isThere = text.includes(escaped(value)) || text.includes(asOneWord(value));
          expect(isThere, `${name} of ${JSON.stringify(record)}`).toBe(true);
        }
        for (const [path, name] of searched) {
          if (name === "sender" && aboutWhoActs.has(feed.name)) continue;
          if (has(document, path))
            expect(columns[name], `${path} of ${JSON.stringify(record)}`).not.toBeNull();
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** What has a column of its own, wherever it stands in a document. */
const searched = [
  ["email.from", "sender"],
  ["email.to", "recipient"],
  ["email.subject", "subject"],
  ["email.message_id", "messageId"],
  ["url.original", "url"],
  ["source.ip", "sourceAddress"],
] as const;

/** Here the sender's column has who did it, which is what people search for. */
const aboutWhoActs: ReadonlySet<string> = new Set(["audit", "archive-search", "archive-view"]);

function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1).toLowerCase();
}

function asOneWord(value: string): string {
  return value.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

function has(document: object, path: string): boolean {
  let value: unknown = document;
  for (const key of path.split(".")) value = Reflect.get(Object(value), key);
  return value !== undefined;
}
