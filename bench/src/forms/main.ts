import { decodeRecord, type Feed, writeEvent, writeForm } from "@postern/engine";
import { describeMachine } from "../machine.js";
import { markdown } from "../store-layout/table.js";
import { measureCosts, type Work } from "./cost.js";
import { type BenchEvent, type FeedRecords, takeRecords } from "./records.js";

/** Making the form of a record, in times of the cost of JSON.parse and JSON.stringify of the same record. */
const targets = { ecs: 3, ocsf: 4 } as const;

interface Costs {
  readonly name: string;
  readonly records: number;
  readonly bytes: number;
  /** Microseconds a record: JSON.parse and JSON.stringify of the record; parsing, decoding and naming it. */
  readonly json: number;
  readonly decode: number;
  /** From the parsed record to the document. */
  readonly ecs: number;
  readonly ocsf: number;
  /** From the record's text to the document's, which holds the record once more. */
  readonly ecsText: number;
  readonly ocsfText: number;
}

/** What the forms of every feed's records cost, beside what nobody can avoid. */
export async function measureForms(options: {
  readonly records: number;
  readonly rounds: number;
}): Promise<void> {
  const { records, rounds } = options;
  const measured = (await takeRecords(records)).map((each) => measureFeed(each, rounds));
  console.log(`${describeMachine()}; up to ${records} records a feed, best of ${rounds} rounds`);
  console.log();
  console.log(markdown(costTable(measured)));
  const missed = measured.flatMap(({ name, json, ecs, ocsf }) => [
    ...(ecs > targets.ecs * json ? [`${name} as ECS`] : []),
    ...(ocsf > targets.ocsf * json ? [`${name} as OCSF`] : []),
  ]);
  console.log(
    `Targets: ECS at most ${targets.ecs} times, OCSF at most ${targets.ocsf} times. ${missed.length === 0 ? "All met." : `Missed: ${missed.join(", ")}.`}`,
  );
}

function measureFeed({ feed, events }: FeedRecords, rounds: number): Costs {
  const works: Work<BenchEvent>[] = [
    ({ raw }) => Buffer.byteLength(JSON.stringify(JSON.parse(raw))),
    (event) => decode(feed, event),
    (event) => Object.keys(writeForm(feed, event, { form: "ecs", original: true })).length,
    (event) => Object.keys(writeForm(feed, event, { form: "ocsf", original: true })).length,
    (event) => Buffer.byteLength(writeEvent(event, "ecs")),
    (event) => Buffer.byteLength(writeEvent(event, "ocsf")),
  ];
  const costs = measureCosts(events, { works, rounds });
  const [json = 0, decoding = 0, ecs = 0, ocsf = 0, ecsText = 0, ocsfText = 0] = costs;
  const bytes = events.reduce((sum, { raw }) => sum + raw.length, 0) / events.length;
  return {
    name: feed.name,
    records: events.length,
    bytes,
    json,
    decode: decoding,
    ecs,
    ocsf,
    ecsText,
    ocsfText,
  };
}

function decode(feed: Feed, { raw }: BenchEvent): number {
  const source = { part: "", fileName: null, fallbackTime: 0 };
  return decodeRecord(feed, { value: JSON.parse(raw), raw, source })?.time ?? 0;
}

function costTable(measured: readonly Costs[]) {
  const ratio = (cost: number, json: number) => (cost / json).toFixed(1);
  return {
    title: "Forms, against JSON.parse and JSON.stringify of the same record",
    head: [
      "feed",
      "records",
      "bytes",
      "JSON µs",
      "decoding and identity",
      "ECS form",
      "OCSF form",
      "ECS, text to text",
      "OCSF, text to text",
      "ECS/s",
      "OCSF/s",
    ],
    rows: measured.map(({ name, records, bytes, json, decode, ecs, ocsf, ecsText, ocsfText }) => [
      name,
      String(records),
      bytes.toFixed(0),
      json.toFixed(1),
      ratio(decode, json),
      ratio(ecs, json),
      ratio(ocsf, json),
      ratio(ecsText, json),
      ratio(ocsfText, json),
      `${(1000 / ecsText).toFixed(0)} k`,
      `${(1000 / ocsfText).toFixed(0)} k`,
    ]),
  };
}
