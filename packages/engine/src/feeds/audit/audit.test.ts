import fc from "fast-check";
import { expect, test } from "vitest";
import { ecsOf } from "../../forms/testing.js";
import { audit } from "./audit.js";
import { readEnding } from "./ending.js";
import { readEventInfo } from "./event-info.js";
import { readWrittenTime } from "./written-time.js";

const withCommas = ", Date: 2025-03-01, Time: 09:33:29+0000, IP: 192.0.2.7, Application: Collector";
const withBlanks = " Date: 2025-03-01 Time: 10:33:29 +0100 IP: 192.0.2.7 Application: Collector";

test.each([
  ["commas", `Feed read${withCommas}`],
  ["blanks alone", `Feed read${withBlanks}`],
  [
    "blanks before the colons",
    "Feed read, Date : 2025-03-01, Time : 09:33:29 GMT, IP : 192.0.2.7, Application : Collector",
  ],
  [
    "colons and commas too many",
    "Feed read, Date: 2025-03-01, Time: 09:33:29 UTC, IP: : 192.0.2.7,, Application: Collector",
  ],
  [
    "a zone with an offset",
    "Feed read, Date: 2025-03-01, Time: 05:33:29 GMT-04:00, IP: /192.0.2.7:51112, Application: Collector",
  ],
  [
    "several addresses",
    "Feed read, Date: 2025-03-01, Time: 09:33:29Z, IP: 192.0.2.7, 198.51.100.1, Application: Collector",
  ],
])("the ending of an audit text is read with %s", (_layout, text) => {
  const ending = readEnding(text);
  expect(readWrittenTime(ending.writtenAt)).toBe(Date.UTC(2025, 2, 1, 9, 33, 29));
  expect(ending).toMatchObject({
    sentence: "Feed read",
    address: "192.0.2.7",
    application: "Collector",
  });
});

test.each([
  ["no ending", "No changes found.", { sentence: "No changes found.", address: null, writtenAt: "" }],
  [
    "no time, no application",
    "Logged in, IP: 2001:DB8::1",
    { sentence: "Logged in", address: "2001:db8::1" },
  ],
  [
    "no address to tell",
    "Logged in, IP: null, Application: API",
    { sentence: "Logged in", address: null, application: "API" },
  ],
  ["a reason alone", "Refused, Reason: Wrong password", { sentence: "Refused", reason: "Wrong password" }],
  ["nothing but an ending", `${withCommas}`, { sentence: null, address: "192.0.2.7" }],
])("an audit text with %s tells what it holds", (_case, text, told) => {
  expect(readEnding(text)).toMatchObject(told);
});

test("what somebody searched for is no ending, whatever it looks like", () => {
  const search = "Searched for: x, Date: 2020-01-01, Time: 01:01:01+0000, IP: 203.0.113.9, Application: Evil";
  expect(readEnding(`${search}${withCommas}`)).toMatchObject({
    sentence: search,
    address: "192.0.2.7",
    application: "Collector",
  });
});

test.each([
  ["2025-03-01 09:33:29 BST", "2025-03-01T08:33:29Z"],
  ["Sat Mar 01 09:33:29 EST 2025", "2025-03-01T14:33:29Z"],
  ["Sat, 1 Mar 2025 9:33:29 +0530", "2025-03-01T04:03:29Z"],
  ["2025-03-01T09:33:29.250Z", "2025-03-01T09:33:29.250Z"],
])("a written time is read: %s", (text, time) => {
  expect(readWrittenTime(text)).toBe(Date.parse(time));
});

test.each(["Sat Mar 01 09:33:29 XYZ 2025", "Sat Foo 01 09:33:29 GMT 2025", "yesterday", "", undefined])(
  "rather no time than one that is hours off: %s",
  (text) => {
    expect(readWrittenTime(text)).toBeNull();
  },
);

const mail = {
  from: { address: ["ann@b.example"] },
  to: { address: ["bo@corp.example"] },
  subject: "Re: To: the moon",
};

test.each([
  [
    "with colons",
    "Viewed, From : Ann <ann@b.example>, To : bo@corp.example, Subject : Re: To: the moon, Date : Sat Mar 01 08:00:00 BST 2025",
  ],
  [
    "in brackets",
    "Viewed [From: ann@b.example, To: bo@corp.example, Sent: 2025-03-01T07:00:00Z, Subject: Re: To: the moon] in a set",
  ],
  [
    "as Java writes it",
    "Viewed Mail{from='ann@b.example', to=[bo@corp.example], subject='Re: To: the moon', sentDate=Sat Mar 01 07:00:00 GMT 2025}",
  ],
])("the mail that an audit event is about is read %s", (_layout, sentence) => {
  const document = ecsOf(audit, { auditType: "Message Action", eventInfo: `${sentence}${withCommas}` });
  expect(document).toMatchObject({
    email: { ...mail, origination_timestamp: "2025-03-01T07:00:00.000Z" },
    mimecast: { email: { metadata: expect.stringMatching(/^from.*(?:moon|2025)'?$/i) } },
  });
});

test.each([
  'Search Criteria: {"from":"b.example","to":"corp.example"}',
  "Copied from: a to: b",
  "Subject: To: From",
])("no mail is made of a text that names none: %s", (text) => {
  expect(readEventInfo(text).mail).toBeNull();
});

test.each([
  ["Feeds  - grid_stix_2025.zip", "grid_stix_2025.zip", undefined],
  [
    "Page Data Export: Held Messages.xlsx (20,458 bytes) by ann@corp.example<Ann>",
    "Held Messages.xlsx",
    20_458,
  ],
  ["Exported, File Name : Export 2025.csv, Size : 12 KB", "Export 2025.csv", 12_288],
  ["Downloaded report.pdf.", "report.pdf", undefined],
])("the file of a download is told apart from the sentence: %s", (sentence, name, size) => {
  const { file } = ecsOf(audit, { auditType: "Page Data Exports", eventInfo: `${sentence}${withCommas}` });
  const extension = name.split(".").at(-1);
  expect(file).toEqual(size === undefined ? { name, extension } : { name, extension, size });
});

test("a domain is not a file", () => {
  expect(readEventInfo("Policy for corp.example and www.corp.example changed").file).toBeNull();
});

test("an audit text may be anything", () => {
  const piece = fc.constantFrom(
    " Date: ",
    "IP: ",
    "From: ",
    ", Subject=",
    "[",
    "}",
    "a@b",
    "x.zip",
    "Size: 9",
    "\n",
    "2025-03-01",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary-ascii" }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(text, (eventInfo) => {
      const info = readEventInfo(eventInfo);
      expect(eventInfo).toContain(info.sentence ?? "");
    }),
  );
});

test("a text of a megabyte takes no longer than a page of it", () => {
  for (const part of ["(", "a@", "From: ", " Date: 2", "\t", "x".repeat(9), "1,"]) {
    const info = readEventInfo(part.repeat(1_000_000 / part.length));
    expect(info.application).toBeNull();
  }
});
