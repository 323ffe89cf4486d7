import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { maxRecordBytes } from "../collector/held-bytes.js";
import { zipOf } from "../collector/zip.suite.js";
import { findFeed } from "../feeds/index.js";
import { type Problem, type TransformOptions, transform } from "./index.js";

const click = {
  userEmailAddress: "bo@corp.example",
  fromUserEmailAddress: "ann@lure.example",
  url: "https://lure.example/a",
  subject: "Grüße 🙂",
  action: "block",
  scanResult: "malicious",
  date: "2026-01-05T09:33:29+0000",
  creationMethod: "User Click",
  messageId: "<m1@lure.example>",
};
const leak = {
  senderAddress: "<>",
  recipientAddress: "bo@corp.example",
  eventTime: "2026-01-05T10:00:00+0000",
  policy: "Card numbers",
  action: "hold",
};
const clickLine = JSON.stringify(click);
const leakLine = JSON.stringify(leak);

interface Outcome {
  readonly documents: readonly Record<string, unknown>[];
  readonly problems: readonly Problem[];
}

interface Settings extends Partial<Omit<TransformOptions, "feed">> {
  readonly feed?: string;
  /** Size of the pieces the input comes in. */
  readonly pieces?: number;
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function run(input: string | Buffer, settings: Settings = {}): Promise<Outcome> {
  const { feed, pieces = 64 * 1024, ...options } = settings;
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const documents: Record<string, unknown>[] = [];
  const problems: Problem[] = [];
  const batches = transform(inPieces(bytes, pieces), {
    feed: feed === undefined ? null : findFeed(feed),
    form: "ecs",
    fallbackTime: Date.UTC(2026, 1, 1),
    ...options,
  });
  for await (const batch of batches) {
    documents.push(...batch.documents.map(({ text }) => JSON.parse(text) as Record<string, unknown>));
    problems.push(...batch.problems);
  }
  return { documents, problems };
}

const datasets = ({ documents }: Outcome) =>
  documents.map(({ event }) => (event as { readonly dataset: string }).dataset);
const both = ["mimecast.ttp-url", "mimecast.dlp"];

describe("a record a line", () => {
  test("becomes a document a line, in order, each told by its fields", async () => {
    const outcome = await run(`${clickLine}\n${leakLine}\n${clickLine}\n`);
    expect(datasets(outcome)).toEqual(["mimecast.ttp-url", "mimecast.dlp", "mimecast.ttp-url"]);
    expect(outcome.problems).toEqual([]);
    expect(outcome.documents[0]).toMatchObject({
      "@timestamp": "2026-01-05T09:33:29.000Z",
      event: { original: clickLine },
      email: { subject: "Grüße 🙂" },
    });
  });

  test.each([
    ["Windows line ends", `${clickLine}\r\n${leakLine}\r\n`],
    ["a byte order mark", `\ufeff${clickLine}\n${leakLine}`],
    ["blank lines, and none at the end", `\n\n${clickLine}\n  \r\n\n${leakLine}`],
  ])("is read with %s", async (_, input) => {
    const outcome = await run(input);
    expect(datasets(outcome)).toEqual(both);
    expect(outcome.problems).toEqual([]);
    expect(outcome.documents[0]).toMatchObject({ event: { original: clickLine } });
  });

  test("is read whole, however the bytes are cut, inside a character too", async () => {
    const whole = await run(`${clickLine}\n${leakLine}\n`);
    for (const pieces of [1, 2, 3, 7]) {
      expect(await run(`${clickLine}\n${leakLine}\n`, { pieces })).toEqual(whole);
    }
  });

  test("is the record itself as raw, and leaves its text out where it is not wanted", async () => {
    const line = '{ "date":"2026-01-05T09:33:29+0000","url":"https:\\/\\/a.example" }';
    const raw: string[] = [];
    for await (const { documents } of transform(inPieces(Buffer.from(line), 10), {
      feed: findFeed("ttp-url"),
      form: "raw",
      fallbackTime: 0,
    })) {
      raw.push(...documents.map(({ text }) => text));
    }
    expect(raw).toEqual([line]);
    const { documents } = await run(clickLine, { original: false });
    expect(documents[0]).not.toHaveProperty("event.original");
    expect(documents[0]).toHaveProperty("event.hash");
  });

  test("without a time has that in the file's name, else the one given", async () => {
    const { date: _, ...timeless } = click;
    const input = JSON.stringify(timeless);
    const fileName = "clicks_20260105093329655.json";
    expect((await run(input, { feed: "ttp-url", fileName })).documents[0]).toHaveProperty(
      "@timestamp",
      "2026-01-05T09:33:29.655Z",
    );
    expect((await run(input, { feed: "ttp-url" })).documents[0]).toHaveProperty(
      "@timestamp",
      "2026-02-01T00:00:00.000Z",
    );
  });
});

describe("what can't be read", () => {
  test("is a problem in its place, and the rest goes on", async () => {
    const lines = [clickLine, "not JSON", '{"half":', leakLine, "42", "[1]", '{"foo":1}', clickLine];
    const { documents, problems } = await run(lines.join("\n"));
    expect(documents).toHaveLength(3);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [2, "broken-record"],
      [3, "broken-record"],
      [5, "unknown-record"],
      [6, "unknown-record"],
      [7, "unknown-record"],
    ]);
    expect(problems.at(-1)?.message).toContain("foo");
  });

  test("is a scalar where the feed is named", async () => {
    const { problems } = await run(`${clickLine}\n42\nnull\n"text"\n[1]\n`, { feed: "ttp-url" });
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    for (const { code } of problems) expect(code).toBe("broken-record");
  });

  test("says which feeds are possible where several are", async () => {
    const { documents, problems } = await run(JSON.stringify({ ...click, ...leak, auditType: "x" }));
    expect(documents).toEqual([]);
    expect(problems[0]).toMatchObject({ code: "unknown-record", line: 1 });
    for (const name of ["ttp-url", "dlp", "audit"]) expect(problems[0]?.message).toContain(name);
  });

  test("is a line that is too long, of which the rest is not kept", async () => {
    const long = Buffer.alloc(maxRecordBytes + 10, "a");
    const input = Buffer.concat([Buffer.from(`${clickLine}\n`), long, Buffer.from(`\n${leakLine}\n`)]);
    const { documents, problems } = await run(input);
    expect(documents).toHaveLength(2);
    expect(problems).toEqual([
      { code: "record-too-large", message: "The line is longer than 16 MiB.", line: 2 },
    ]);
  });

  test("is a record nested without end, and one with a hundred thousand brackets that never close", async () => {
    const deep = `{"url":${"[".repeat(100_000)}${"]".repeat(100_000)},"userEmailAddress":"bo@corp.example"}`;
    const { documents, problems } = await run(`${deep}\n${"[".repeat(100_000)}\n${clickLine}\n`);
    expect(documents).toHaveLength(1);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [1, "broken-record"],
      [2, "broken-record"],
    ]);
  });

  test("is told once for a document that is cut off", async () => {
    const { documents, problems } = await run(JSON.stringify({ data: [click] }, null, 2).slice(0, -10));
    expect(documents).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "broken-record", line: 1 });
  });
});

describe("keys that mean something to the language", () => {
  test("are keys like any other", async () => {
    const line = clickLine.replace(
      "{",
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}},',
    );
    const { documents } = await run(line);
    expect(documents[0]).toMatchObject({ mimecast: { constructor: { prototype: { polluted: 1 } } } });
    expect(Object.getOwnPropertyNames(documents[0]?.["mimecast"])).toContain("__proto__");
    expect({}).not.toHaveProperty("polluted");
  });
});

const answer = (data: unknown, rest: object = {}) => ({ meta: { status: 200 }, data, fail: [], ...rest });
const mailLog = {
  datetime: "2026-01-05T10:33:12+0100",
  acc: "C1A1",
  aCode: "q1",
  Act: "Acc",
  Rcpt: "a@b.example",
};

describe("what people have at hand", () => {
  test.each([
    ["a whole answer", answer([{ clickLogs: [click, click] }])],
    ["a list of answers", [answer([{ clickLogs: [click] }]), answer([{ clickLogs: [click] }])]],
    ["a list of records", [click, click]],
    ["another tool's export", { hits: [{ _source: click }, { message: clickLine }] }],
  ])("can be %s, on one line or on many", async (_, value) => {
    for (const indent of [0, 2]) {
      const outcome = await run(JSON.stringify(value, null, indent));
      expect(datasets(outcome)).toEqual(["mimecast.ttp-url", "mimecast.ttp-url"]);
      expect(outcome.problems).toEqual([]);
    }
  });

  test("can be a whole answer of a named feed", async () => {
    const outcome = await run(JSON.stringify(answer([{ clickLogs: [click, 7] }])), { feed: "ttp-url" });
    expect(datasets(outcome)).toEqual(["mimecast.ttp-url"]);
    expect(outcome.problems).toHaveLength(1);
  });

  test.each([undefined, "ttp-url"])(
    "may be an answer without records: nothing, and no problem",
    async (feed) => {
      const answers = [
        answer([]),
        answer([{ clickLogs: [] }]),
        answer([{ clickLogs: [], resultCount: 0 }]),
        [],
      ];
      const outcome = await run(answers.map((each) => JSON.stringify(each)).join("\n"), {
        ...(feed === undefined ? {} : { feed }),
      });
      expect(outcome).toEqual({ documents: [], problems: [] });
    },
  );

  test.each([undefined, "ttp-url"])("may be an answer that says no, which is told", async (feed) => {
    const refusals = [
      { fail: [{ code: "app_forbidden", message: "No such resource." }] },
      answer([], { fail: [{ key: {}, errors: [{ code: "err_validation_null", message: "null" }] }] }),
      { error: { code: "bad", message: "day too old" } },
    ];
    const { documents, problems } = await run(refusals.map((each) => JSON.stringify(each)).join("\n"), {
      ...(feed === undefined ? {} : { feed }),
    });
    expect(documents).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["rejected", "rejected", "rejected"]);
    expect(problems[0]?.message).toContain("app_forbidden");
  });

  test("does not pass another feed's answer over in silence", async () => {
    const { documents, problems } = await run(JSON.stringify(answer([{ dlpLogs: [leak] }])), {
      feed: "ttp-url",
    });
    expect(documents).toEqual([]);
    expect(problems[0]?.message).toContain("without a record of ttp-url");
  });

  test("can be files of SIEM logs, as JSON and as key=value lines", async () => {
    const keyValue =
      "datetime=2026-01-05T10:33:12+0100|aCode=q1|acc=C1A1|Subject=\\a=b|c\\|Act=Acc|Rcpt=a@b.example\r";
    const raw: unknown[] = [];
    const input = `${JSON.stringify({ type: "MTA", data: [mailLog] })}\n${keyValue}\n${keyValue}\r\n`;
    for await (const { documents, problems } of transform(inPieces(Buffer.from(input), 100), {
      feed: null,
      form: "raw",
      fallbackTime: 0,
    })) {
      raw.push(...documents.map(({ text }) => JSON.parse(text) as unknown));
      expect(problems).toEqual([]);
    }
    const fromLine = { ...mailLog, Subject: "a=b|c" };
    expect(raw).toEqual([mailLog, fromLine, fromLine]);
  });

  test("can be documents over many lines, one behind the other, with a broken one between", async () => {
    const pretty = JSON.stringify(click, null, 2);
    const outcome = await run(`${pretty}\n${pretty}\n${pretty.slice(0, 40)}\n${pretty}\n${leakLine}\n`);
    expect(datasets(outcome)).toEqual([...both.slice(0, 1), ...both.slice(0, 1), ...both]);
    expect(outcome.problems.length).toBeGreaterThan(0);
    for (const { code } of outcome.problems) expect(code).toBe("broken-record");
  });

  test("can be gzipped, or in the encoding of Windows' shells", async () => {
    const text = `${clickLine}\n${leakLine}\n`;
    const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
    for (const input of [gzipSync(text), utf16, Buffer.from(utf16).swap16(), gzipSync(`\ufeff${text}`)]) {
      for (const pieces of [1, 3, 64 * 1024]) {
        const outcome = await run(input, { pieces });
        expect(datasets(outcome)).toEqual(both);
        expect(outcome.documents[0]).toMatchObject({ email: { subject: "Grüße 🙂" } });
      }
    }
  });

  test("can be a zip of files, each with a name that tells what it holds", async () => {
    const zip = zipOf({
      "delivery_20260105093329655.json": Buffer.from(
        JSON.stringify({ type: "MTA", data: [{ acc: "C1A1", aCode: "q1" }] }),
      ),
      "clicks.ndjson": Buffer.from(`${clickLine}\nno JSON\n`),
    });
    const { documents, problems } = await run(zip);
    expect(documents.map(({ event }) => event)).toMatchObject([
      { dataset: "mimecast.siem", code: "delivery" },
      { dataset: "mimecast.ttp-url" },
    ]);
    expect(documents[0]).toHaveProperty("@timestamp", "2026-01-05T09:33:29.655Z");
    expect(problems).toMatchObject([{ code: "broken-record", line: 2 }]);
    for (const damaged of [zip.subarray(0, 100), zip.subarray(0, zip.length - 10)]) {
      expect((await run(damaged)).problems).toMatchObject([{ code: "broken-file", line: 1 }]);
    }
  });

  test("keeps what came before a gzip breaks off, and says that it did", async () => {
    const lines = Array.from({ length: 5000 }, (_, index) =>
      JSON.stringify({ ...click, subject: `${index}` }),
    );
    const zipped = gzipSync(lines.join("\n"));
    const { documents, problems } = await run(zipped.subarray(0, zipped.length - 200));
    expect(documents.length).toBeGreaterThan(1000);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.code).toBe("broken-file");
  });
});

test("the input's own failure is thrown, not swallowed", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${clickLine}\n`);
    throw new Error("disk gone");
  }
  const batches = transform(failing(), { feed: null, form: "ecs", fallbackTime: 0 });
  expect((await batches.next()).value?.documents).toHaveLength(1);
  await expect(batches.next()).rejects.toThrow("disk gone");
});
