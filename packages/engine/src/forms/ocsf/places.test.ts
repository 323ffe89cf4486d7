import { expect, test } from "vitest";
import { ocsfClasses } from "./classes.js";
import { findOcsfPlaces } from "./places.js";

const { emailActivity, detectionFinding, dataSecurityFinding, authentication } = ocsfClasses;

test.each([
  [emailActivity, { sender: ["email.from", "from"], url: ["email.urls[].url_string"] }],
  [
    detectionFinding,
    {
      sender: ["evidences[].email.from"],
      url: ["evidences[].url.url_string"],
      verdict: ["evidences[].verdict_id"],
    },
  ],
  [
    dataSecurityFinding,
    { sender: ["actor.user.name", "actor.user.email_addr"], subject: ["resources[].name"] },
  ],
])("class %d holds what records tell at %j", (classUid, places) => {
  const found = findOcsfPlaces(["sender", "recipients", "subject", "url", "verdict"], classUid);
  expect(Object.fromEntries(found)).toMatchObject(places);
});

test("what a class has no attribute for has no place", () => {
  const told = ["actor", "clientIp", "url", "direction", "recipients"] as const;
  expect([...findOcsfPlaces(told, authentication).keys()]).toEqual(["actor", "clientIp"]);
  expect(findOcsfPlaces(["recipients", "direction"], dataSecurityFinding).size).toBe(0);
});

test("where one term gives way to another, only the one that is told counts", () => {
  expect(findOcsfPlaces(["clientIp"], emailActivity).get("clientIp")).toBeUndefined();
  expect(findOcsfPlaces(["sender", "clientIp"], emailActivity).get("clientIp")).toEqual(["src_endpoint.ip"]);
  expect(findOcsfPlaces(["sender", "sourceIp", "clientIp"], emailActivity).get("clientIp")).toBeUndefined();
});
