import type { Check } from "@postern/engine";
import { expect, test } from "vitest";
import { forgetOldExpiry } from "../credentials/reminders.js";
import { applyChange, readChange } from "./change.js";
import { judge } from "./try-secrets.js";

const check = (given: Partial<Check>): Check => ({
  subject: { kind: "feed", name: "ttp-url" },
  operation: null,
  result: "pass",
  state: "ready",
  code: null,
  detail: "",
  permission: null,
  products: [],
  error: null,
  mend: "",
  ...given,
});
const fail = (state: Check["state"], code: Check["code"]) => check({ result: "fail", state, code });

test("new secrets are taken where the tenant knew them, whatever their role may do", () => {
  expect(judge([check({})], { kind: "2.0" })).toBe("accepted");
  expect(judge([fail("not-permitted", "not-permitted")], { kind: "1.0" })).toBe("accepted");
  expect(judge([check({}), fail("credentials-refused", "keys-expired")], { kind: "1.0" })).toBe("refused");
  expect(judge([fail("failing", "unreachable")], { kind: "2.0" })).toBe("undecided");
  expect(judge([], { kind: "1.0" })).toBe("undecided");
});

test("a proxy's are taken where they let us through, whatever the tenant answers", () => {
  expect(judge([fail("credentials-refused", "credentials-refused")], { kind: "proxy" })).toBe("accepted");
  expect(judge([fail("failing", "unreachable")], { kind: "proxy" })).toBe("refused");
});

test("the date of the old keys is not that of the new ones", () => {
  const secrets = { kind: "2.0", oauth: { clientId: "a", clientSecret: "b" } } as const;
  expect(forgetOldExpiry({ secrets }, { expiresAt: 5 })).toEqual({ secrets, expiresAt: null });
  expect(forgetOldExpiry({ secrets, expiresAt: 9 }, { expiresAt: 5 })).toEqual({ secrets, expiresAt: 9 });
  expect(forgetOldExpiry({ rotateEveryDays: 3 }, { expiresAt: 5 })).toEqual({ rotateEveryDays: 3 });
});

const credential = {
  id: "c",
  name: "lab",
  kind: "2.0",
  hints: {},
  createdAt: 0,
  updatedAt: 0,
  expiresAt: null,
  rotateEveryDays: null,
  usedBy: ["lab"],
} as const;
const connection = {
  id: "l",
  name: "lab",
  generation: "2.0",
  baseUrl: "https://api.services.mimecast.com",
  credential,
  actingCredential: null,
  proxyCredential: null,
  settings: {
    feeds: [],
    actions: [],
    isReadOnly: false,
    lookbackHours: 1,
    everyMinutes: null,
    keepDays: null,
    feedSettings: {},
    network: { family: 4 },
  },
  createdAt: 0,
  pausedAt: null,
  applicationCreatedAt: null,
} as const;

test("what is changed is what was asked for", async () => {
  expect(await readChange(connection, {})).toBeNull();
  const change = await readChange(connection, { region: "uk", actingCredential: false, verify: false });
  expect(change).toEqual({
    baseUrl: "https://uk-api.services.mimecast.com",
    actingCredential: null,
    settings: { network: { family: 4, verifyCertificates: false } },
  });
  expect(applyChange(connection, change)).toMatchObject({
    baseUrl: "https://uk-api.services.mimecast.com",
    settings: { lookbackHours: 1, network: { family: 4, verifyCertificates: false } },
  });
});

test("what can't be changed is refused, and so are settings of a bare credential", async () => {
  await expect(readChange(connection, { name: "other" })).rejects.toThrow("--name");
  await expect(readChange(connection, { applicationMade: "1h" })).rejects.toThrow("--application-made");
  await expect(readChange(null, { feeds: ["ttp-url"] })).rejects.toThrow("credential");
});
