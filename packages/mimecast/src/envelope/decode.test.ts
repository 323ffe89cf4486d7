import { expect, test } from "vitest";
import { decodeBody } from "./index.js";

const decode = (text: string) => decodeBody(Buffer.from(text));

function failuresOf(body: unknown) {
  const decoded = decode(JSON.stringify(body));
  return decoded.form === "json" ? decoded.fail : null;
}

const none = { field: null, retryable: null };

test.each([
  {
    shape: "fail[].errors[] inside HTTP 200",
    body: {
      meta: { status: 200 },
      data: [],
      fail: [
        {
          key: { startDateTime: null },
          errors: [
            {
              code: "err_validation_null",
              message: "must not be null",
              field: "startDateTime",
              retryable: false,
            },
          ],
        },
      ],
    },
    fail: [
      {
        key: { startDateTime: null },
        errors: [
          {
            code: "err_validation_null",
            message: "must not be null",
            field: "startDateTime",
            retryable: false,
          },
        ],
      },
    ],
  },
  {
    shape: "fail[].errors[] without a key",
    body: { fail: [{ errors: [{ code: "err_managed_url_not_found", message: "gone", retryable: false }] }] },
    fail: [
      {
        key: null,
        errors: [{ code: "err_managed_url_not_found", message: "gone", field: null, retryable: false }],
      },
    ],
  },
  {
    shape: "the gateway's flat fail[]",
    body: { fail: [{ code: "token_expired", message: "The access token has expired" }] },
    fail: [
      { key: null, errors: [{ code: "token_expired", message: "The access token has expired", ...none }] },
    ],
  },
  {
    shape: "error{}",
    body: { error: { code: "bad_request", message: "start is too old" } },
    fail: [{ key: null, errors: [{ code: "bad_request", message: "start is too old", ...none }] }],
  },
  {
    shape: "errors[]",
    body: { errors: [{ code: "err_not_found", message: "no such id", field: "id" }] },
    fail: [
      {
        key: null,
        errors: [{ code: "err_not_found", message: "no such id", field: "id", retryable: null }],
      },
    ],
  },
  {
    shape: "error and error_description",
    body: { error: "invalid_client", error_description: "Client authentication failed" },
    fail: [
      { key: null, errors: [{ code: "invalid_client", message: "Client authentication failed", ...none }] },
    ],
  },
  {
    shape: "a fail that is one object, with a numeric code",
    body: { fail: { code: 42, message: "odd" } },
    fail: [{ key: null, errors: [{ code: "42", message: "odd", ...none }] }],
  },
  { shape: "a fail entry without any error", body: { fail: [{}] }, fail: [{ key: null, errors: [] }] },
  { shape: "nothing failed", body: { meta: { status: 200 }, data: [], fail: [] }, fail: [] },
  { shape: "null members", body: { data: null, fail: null, errors: null, error: null }, fail: [] },
])("reads failures from $shape", ({ body, fail }) => {
  expect(failuresOf(body)).toEqual(fail);
});

test.each([
  { what: "no body", text: "", decoded: { form: "empty" } },
  { what: "blanks", text: " \r\n", decoded: { form: "empty" } },
  {
    what: "a web page",
    text: "<!DOCTYPE html><html>sign in</html>",
    decoded: { form: "unreadable", reason: "an HTML page instead of JSON" },
  },
  {
    what: "XML",
    text: "<Error><Code>AccessDenied</Code></Error>",
    decoded: { form: "unreadable", reason: "XML instead of JSON" },
  },
  {
    what: "a cut answer",
    text: '{"meta":{"status":200},"data":[{"a":',
    decoded: { form: "unreadable", reason: "JSON that is cut off or damaged" },
  },
  { what: "plain text", text: "Forbidden", decoded: { form: "unreadable", reason: "text instead of JSON" } },
  {
    what: "a bare value",
    text: '"ok"',
    decoded: { form: "unreadable", reason: "a bare JSON value instead of an object" },
  },
])("tells $what apart", ({ text, decoded }) => {
  expect(decode(text)).toEqual(decoded);
});

test("reads data, meta.status and pagination of the legacy envelope", () => {
  const pagination = { pageSize: 2, totalCount: 5, next: "eNoNext", previous: "eNoPrevious" };
  const decoded = decode(JSON.stringify({ meta: { status: 200, pagination }, data: [1, 2], fail: [] }));
  expect(decoded).toMatchObject({
    data: [1, 2],
    metaStatus: 200,
    pagination: { next: "eNoNext", pageSize: 2, totalCount: 5 },
    isEnvelope: true,
  });
});

test("an absent data is an empty list, an absent pagination is null, an empty next is none", () => {
  expect(decode('{"meta":{"status":200}}')).toMatchObject({ data: [], pagination: null, isEnvelope: true });
  expect(decode('{"meta":{"pagination":{"pageSize":0,"next":""}}}')).toMatchObject({
    pagination: { next: null, pageSize: 0, totalCount: null },
  });
});

test("reads value and @nextPage of the SIEM listings", () => {
  expect(decode('{"value":[{"url":"x"}],"@nextPage":"NDU=","isCaughtUp":false}')).toMatchObject({
    data: [{ url: "x" }],
    pagination: { next: "NDU=", pageSize: null, totalCount: null },
  });
});

test("JSON that holds none of the vendor's members is not taken for an envelope", () => {
  expect(decode('{"login":"https://portal.example"}')).toMatchObject({ form: "json", isEnvelope: false });
});
