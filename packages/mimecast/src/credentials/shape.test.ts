import { expect, test } from "vitest";
import { type CredentialField, describeCredentialShape } from "./index.js";

const good = {
  applicationId: "11111111-2222-4333-8444-555555555555",
  applicationKey: "99999999-8888-4777-8666-555555555555",
  accessKey: "mYtOPaQUEEXAMPLEkeyWITHmanyCHARACTERSandNOpadding_-1234567890abcdefghijklmnop",
  secretKey: Buffer.from("a secret key that was invented for these tests, of some length..").toString(
    "base64",
  ),
};
const client = { clientId: "anOpaqueClientIdOfTheTests", clientSecret: "anOpaqueClientSecretOfTheTests" };

type Values = Partial<Record<CredentialField, string>>;

const brief = (values: Values, generation: "1.0" | "2.0" = "1.0") =>
  describeCredentialShape(generation, values).map(({ field, problem, other }) =>
    other === undefined ? `${field} ${problem}` : `${field} ${problem} ${other}`,
  );

test("good values have no problem, and what the vendor leaves open is left open", () => {
  expect(brief(good)).toEqual([]);
  expect(brief({ ...good, applicationKey: "no-guid-but-opaque" })).toEqual([]);
  expect(brief(client, "2.0")).toEqual([]);
  expect(brief({ clientId: good.applicationId, clientSecret: good.secretKey }, "2.0")).toEqual([]);
});

const cases: readonly { when: string; values: Values; problems: string[] }[] = [
  { when: "a field is missing", values: { accessKey: "" }, problems: ["accessKey empty"] },
  { when: "a field is blank", values: { secretKey: " \n" }, problems: ["secretKey empty"] },
  {
    when: "a line end was pasted",
    values: { accessKey: `${good.accessKey}\n` },
    problems: ["accessKey white-space"],
  },
  {
    when: "a hidden blank was pasted",
    values: { accessKey: `${good.accessKey}\u200b` },
    problems: ["accessKey white-space"],
  },
  {
    when: "a value was broken over two lines",
    values: { secretKey: good.secretKey.replace(/^.{20}/, "$&\n") },
    problems: ["secretKey white-space"],
  },
  {
    when: "quotes were pasted",
    values: { secretKey: `"${good.secretKey}"` },
    problems: ["secretKey quotes"],
  },
  {
    when: "typographic quotes were pasted",
    values: { applicationId: `“${good.applicationId}”` },
    problems: ["applicationId quotes"],
  },
  { when: "the id is a word", values: { applicationId: "MySIEMTool" }, problems: ["applicationId not-guid"] },
  {
    when: "the id was cut",
    values: { applicationId: good.applicationId.slice(0, 30) },
    problems: ["applicationId truncated"],
  },
  {
    when: "the secret key is no base64",
    values: { secretKey: "not base64!".replace(" ", "_") },
    problems: ["secretKey not-base64"],
  },
  {
    when: "the secret key was cut",
    values: { secretKey: good.secretKey.slice(0, -3) },
    problems: ["secretKey truncated"],
  },
  {
    when: "id and access key are swapped",
    values: { applicationId: good.accessKey, accessKey: good.applicationId },
    problems: ["applicationId swapped-with accessKey", "accessKey swapped-with applicationId"],
  },
  {
    when: "id and secret key are swapped",
    values: { applicationId: good.secretKey, secretKey: good.applicationId },
    problems: ["applicationId swapped-with secretKey", "secretKey swapped-with applicationId"],
  },
  {
    when: "access key and secret key are swapped",
    values: { accessKey: good.secretKey, secretKey: good.accessKey },
    problems: ["accessKey swapped-with secretKey", "secretKey swapped-with accessKey"],
  },
  {
    when: "the id was pasted twice",
    values: { applicationKey: good.applicationId },
    problems: ["applicationKey same-as applicationId"],
  },
  {
    when: "a GUID stands where the access key belongs",
    values: { accessKey: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee" },
    problems: ["accessKey looks-like-guid"],
  },
  {
    when: "a GUID stands where the secret key belongs",
    values: { secretKey: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee" },
    problems: ["secretKey looks-like-guid"],
  },
];

test.each(cases)("it is told apart when $when, without quoting a value", ({ values, problems }) => {
  expect(brief({ ...good, ...values })).toEqual(problems);
  for (const { message } of describeCredentialShape("1.0", { ...good, ...values })) {
    expect(message).toMatch(/\.$/);
    for (const value of Object.values({ ...good, ...values })) {
      if (value.trim() !== "") expect(message).not.toContain(value.trim());
    }
  }
});

test("the client id and secret of API 2.0 are judged by pasting alone", () => {
  expect(brief({ clientId: "", clientSecret: ` ${client.clientSecret}` }, "2.0")).toEqual([
    "clientId empty",
    "clientSecret white-space",
  ]);
  expect(brief({ clientId: client.clientId, clientSecret: client.clientId }, "2.0")).toEqual([
    "clientSecret same-as clientId",
  ]);
});

test("what no call can succeed with is certain, the rest is likely", () => {
  const certainty = (values: Values) => describeCredentialShape("1.0", { ...good, ...values })[0]?.certainty;
  expect(certainty({ secretKey: "?" })).toBe("certain");
  expect(certainty({ accessKey: "" })).toBe("certain");
  expect(certainty({ applicationId: "MySIEMTool" })).toBe("likely");
});
