import { expect, test } from "vitest";
import { ecsOf, ocsfOf } from "../../forms/testing.js";
import { recogniseFeeds } from "../describing/recognise.js";
import { threatIntelCustomer } from "./threat-intel-customer.js";
import { threatIntelGrid } from "./threat-intel-grid.js";

const sha256 = "ab".repeat(32);

const indicator = {
  type: "indicator",
  id: "indicator--0001",
  created: "2025-03-01T01:28:37.099Z",
  modified: "2025-03-02T01:28:37.099Z",
  labels: ["malicious-activity"],
  pattern: `[file:hashes.'SHA-256' = '${sha256.toUpperCase()}']`,
  valid_from: "2025-03-01T01:28:37.099Z",
};

test("an indicator is an enrichment: what to look for, since when it is known, by whom", () => {
  expect(ecsOf(threatIntelCustomer, indicator)).toMatchObject({
    "@timestamp": "2025-03-02T01:28:37.099Z",
    event: { kind: "enrichment", category: ["threat"], type: ["indicator"], id: "indicator--0001" },
    tags: ["malicious-activity"],
    threat: {
      indicator: {
        type: "file",
        provider: "Mimecast",
        file: { hash: { sha256 } },
        first_seen: "2025-03-01T01:28:37.099Z",
        modified_at: "2025-03-02T01:28:37.099Z",
      },
    },
    related: { hash: [sha256] },
    mimecast: { log_type: "malware_customer", pattern: indicator.pattern, type: "indicator" },
  });
});

test("an indicator in OCSF is threat intelligence, with the pattern it came by", () => {
  const time = Date.parse(indicator.modified);
  expect(ocsfOf(threatIntelGrid, indicator)).toMatchObject({
    class_uid: 5021,
    activity_id: 2,
    time,
    osint: [
      {
        type_id: 4,
        value: sha256,
        uid: "indicator--0001",
        detection_pattern: indicator.pattern,
        detection_pattern_type_id: 1,
        created_time: Date.parse(indicator.created),
        modified_time: time,
        labels: ["malicious-activity"],
      },
    ],
    observables: [{ name: "osint[0].value", type_id: 8, value: sha256 }],
  });
});

test.each([
  ["[file:hashes.'SHA-1' = '{40}']", { type: "file", file: { hash: { sha1: "cd".repeat(20) } } }, 4],
  ["[file:hashes.MD5 = '{32}']", { type: "file", file: { hash: { md5: "ef".repeat(16) } } }, 4],
  ["[file:hashes.'MD-5'='{32}']", { file: { hash: { md5: "ef".repeat(16) } } }, 4],
  [
    "[url:value = 'https://bad.example/x\\'y']",
    { type: "url", url: { original: "https://bad.example/x'y" } },
    5,
  ],
  ["[domain-name:value = 'bad.example']", { type: "domain-name", url: { domain: "bad.example" } }, 2],
  ["[ipv4-addr:value = '192.0.2.1']", { type: "ipv4-addr", ip: "192.0.2.1" }, 1],
  ["[email-addr:value = 'x@bad.example']", { type: "email-addr", email: { address: "x@bad.example" } }, 9],
  ["[file:name = 'x.exe']", { type: "file", file: { name: "x.exe" } }, 11],
])("patterns of other kinds are read: %s", (template, expected, type_id) => {
  const pattern = template.replace("{40}", "cd".repeat(20)).replace("{32}", "ef".repeat(16));
  expect(ecsOf(threatIntelGrid, { ...indicator, pattern })).toMatchObject({
    threat: { indicator: expected },
  });
  expect(ocsfOf(threatIntelGrid, { ...indicator, pattern })).toMatchObject({
    class_uid: 5021,
    osint: [{ type_id }],
  });
});

test("a pattern of several hashes tells all of them", () => {
  const pattern = `[file:hashes.'SHA-256' = '${sha256}' OR file:hashes.MD5 = '${"ef".repeat(16)}']`;
  expect(ecsOf(threatIntelGrid, { ...indicator, pattern })).toMatchObject({
    threat: { indicator: { file: { hash: { sha256, md5: "ef".repeat(16) } } } },
    related: { hash: [sha256, "ef".repeat(16)] },
  });
  expect(ocsfOf(threatIntelGrid, { ...indicator, pattern })).toMatchObject({ osint: [{}, {}] });
});

test.each(["", "nonsense", "[file:hashes.'SHA-256' = 'abc']"])(
  "a pattern that tells nothing is kept: %s",
  (pattern) => {
    const document = ecsOf(threatIntelGrid, { ...indicator, pattern });
    expect(document).toMatchObject({
      event: { type: ["indicator"] },
      threat: { indicator: { provider: "Mimecast" } },
    });
    expect(document).not.toHaveProperty("related");
  },
);

test("a row of a table, whatever its columns are called, is told by its hashes", () => {
  const row = { "File Hash": sha256.toUpperCase(), Name: "invoice.exe" };
  expect(ecsOf(threatIntelCustomer, row)).toMatchObject({
    event: { kind: "enrichment", type: ["indicator"] },
    threat: { indicator: { file: { hash: { sha256 } } } },
    mimecast: { "File Hash": sha256.toUpperCase(), Name: "invoice.exe" },
  });
});

test("malware that an indicator tells of has a document of its own", () => {
  const { created, modified } = indicator;
  const malware = {
    type: "malware",
    id: "malware--0001",
    created,
    modified,
    name: "invoice.exe",
    labels: ["virus"],
  };
  expect(ecsOf(threatIntelCustomer, malware)).toMatchObject({
    event: { kind: "enrichment", category: ["malware"], type: ["info"], code: "malware" },
    threat: { software: { name: "invoice.exe", type: "Malware" } },
    message: "Malware: invoice.exe",
    mimecast: { name: "invoice.exe", created: "2025-03-01T01:28:37.099Z" },
  });
  expect(ocsfOf(threatIntelCustomer, malware)).toMatchObject({
    class_uid: 0,
    message: "Malware: invoice.exe",
  });
});

test("so has the relationship between the two", () => {
  const relationship = {
    type: "relationship",
    id: "relationship--0001",
    relationship_type: "indicates",
    source_ref: "indicator--0001",
    target_ref: "malware--0001",
  };
  expect(ecsOf(threatIntelCustomer, relationship)).toMatchObject({
    event: { kind: "enrichment", category: ["threat"], type: ["info"] },
    message: "indicator--0001 indicates malware--0001",
    mimecast: { source_ref: "indicator--0001", target_ref: "malware--0001" },
  });
});

test("the feed of an object is told by the file it came in, and is the region's where nobody noted it", () => {
  const file = 'attachment; filename="malware_customer_stix_20250301.stix"';
  const names = (record: Record<string, unknown>) => recogniseFeeds(record).map(({ name }) => name);
  expect(names({ ...indicator, "Content-Disposition": file })).toEqual(["threat-intel-customer"]);
  expect(names(indicator)).toEqual(["threat-intel-grid"]);
});
