import { expect, test } from "vitest";
import { baseUrlOf, regionOfHost, regions } from "./index.js";

const all = [...regions("1.0"), ...regions("2.0")];

test("every region and gateway of the guides is known, offshore in both spellings", () => {
  expect(regions("1.0").map(({ host }) => host)).toEqual([
    "eu-api.mimecast.com",
    "de-api.mimecast.com",
    "us-api.mimecast.com",
    "usb-api.mimecast.com",
    "uspcom-api.mimecast-pscom-us.com",
    "ca-api.mimecast.com",
    "za-api.mimecast.com",
    "au-api.mimecast.com",
    "je-api.mimecast.com",
    "jer-api.mimecast.com",
    "sandbox-api.mimecast.com",
    "api.mimecast.com",
  ]);
  expect(regions("2.0").map(({ host }) => host)).toEqual([
    "api.services.mimecast.com",
    "us-api.services.mimecast.com",
    "uk-api.services.mimecast.com",
  ]);
});

test.each([
  { given: "eu-api.mimecast.com", id: "eu" },
  { given: "EU-API.Mimecast.com.", id: "eu" },
  { given: " eu-api.mimecast.com:443 ", id: "eu" },
  { given: "https://us-api.services.mimecast.com/", id: "gateway-us" },
  { given: "us-api.mimecast.com", id: "us" },
  { given: "api.mimecast.com", id: "discovery" },
  { given: "api.services.mimecast.com", id: "gateway-global" },
  { given: "de-api.services.mimecast.com", id: null },
  { given: "eu-api.mimecast.com.attacker.example", id: null },
  { given: "", id: null },
  { given: "not a host", id: null },
])("$given belongs to $id", ({ given, id }) => {
  expect(regionOfHost(given)?.id ?? null).toBe(id);
});

test("a base URL leads back to its region", () => {
  for (const { id } of all) expect(regionOfHost(baseUrlOf(id))?.id).toBe(id);
});

test("ids and hosts are unique, a conflict or a doubt has its note or source, gateways tell where data go", () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ host }) => host)).size).toBe(all.length);
  for (const region of all) {
    expect(region.source).not.toBe("");
    if (region.confidence === "conflicting") expect(region.note).toMatch(/disagree/);
    expect(region.failOver !== null && region.residency !== null).toBe(region.generation === "2.0");
  }
});

test("the update descriptors are those of the guide, one for each region it lists", () => {
  const listed = regions("1.0").flatMap(({ id, updateDescriptor }) =>
    updateDescriptor === null ? [] : [id],
  );
  expect(listed).toEqual(["eu", "de", "us", "za", "au", "offshore-je", "offshore-jer"]);
});
