import { expect, test } from "vitest";
import { type Generation, type OperationName, operation } from "../catalogue/index.js";
import { decodeBody } from "../envelope/index.js";
import { classifyAnswer, type ErrorKind } from "./index.js";

interface Case {
  readonly when: string;
  readonly kind: ErrorKind | null;
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly name?: OperationName;
  readonly generation?: Generation;
  readonly isCursorSent?: boolean;
}

const flat = (code: string, message = "text") => ({ fail: [{ code, message }] });
const functional = (code: string, status = 200) => ({
  meta: { status },
  data: [],
  fail: [{ key: {}, errors: [{ code, message: "text", retryable: false }] }],
});

const cases: readonly Case[] = [
  { when: "a success", body: { meta: { status: 200 }, data: [], fail: [] }, kind: null },
  { when: "a success without data", body: { meta: { status: 200 } }, kind: null },
  { when: "a 204 without a body", status: 204, text: "", kind: null },
  { when: "a functional failure in HTTP 200", body: functional("err_validation_null"), kind: "rejected" },
  { when: "an unknown code in HTTP 200", body: functional("err_never_seen"), kind: "rejected" },
  { when: "a fail entry without errors", body: { meta: { status: 200 }, fail: [{}] }, kind: "rejected" },
  {
    when: "an entry that exists",
    body: functional("err_folder_group_member_already_exists"),
    kind: "rejected",
  },
  { when: "an object that is gone", body: functional("err_managed_url_not_found"), kind: "not-found" },
  {
    when: "meta.status 404 with empty fail",
    body: { meta: { status: 404 }, data: [], fail: [] },
    kind: "not-found",
  },
  {
    when: "meta.status 403 with empty fail",
    body: { meta: { status: 403 }, data: [], fail: [] },
    kind: "not-permitted",
  },
  {
    when: "meta.status 500 with data",
    body: { meta: { status: 500 }, data: [{}], fail: [] },
    kind: "server-error",
  },
  { when: "meta.status 429", body: { meta: { status: 429 }, data: [], fail: [] }, kind: "throttled" },
  {
    when: "a bad signature",
    status: 401,
    body: functional("err_xdk_invalid_signature"),
    kind: "credentials-refused",
  },
  { when: "a 401 of 1.0 without a code", status: 401, text: "", kind: "credentials-refused" },
  { when: "expired keys", status: 418, body: functional("err_xdk_binding_expired"), kind: "keys-expired" },
  { when: "expired keys without a body", status: 418, text: "", kind: "keys-expired" },
  { when: "expired keys in HTTP 200", body: functional("err_xdk_binding_expired"), kind: "keys-expired" },
  { when: "an unknown application", body: functional("err_developer_key"), kind: "credentials-refused" },
  { when: "a forbidden call", body: functional("err_xdk_forbidden"), kind: "not-permitted" },
  {
    when: "an address of another account",
    status: 403,
    body: functional("err_xdk_operation_forbidden_for_address"),
    kind: "rejected",
  },
  { when: "a 403 of a role", status: 403, body: flat("", "Permission denied"), kind: "not-permitted" },
  {
    when: "a missing product",
    generation: "2.0",
    status: 403,
    body: flat("app_forbidden"),
    kind: "product-missing",
  },
  {
    when: "an expired token",
    generation: "2.0",
    status: 401,
    body: flat("token_expired"),
    kind: "token-expired",
  },
  {
    when: "a token that was not verified",
    generation: "2.0",
    status: 401,
    body: flat("token_verification_failed"),
    kind: "token-expired",
  },
  {
    when: "an unauthorized request",
    generation: "2.0",
    status: 401,
    body: flat("Unauthorized Request"),
    kind: "token-expired",
  },
  { when: "a 401 of 2.0 without a body", generation: "2.0", status: 401, text: "", kind: "token-expired" },
  {
    when: "a wrong client secret (401)",
    name: "oauth.token",
    generation: "2.0",
    status: 401,
    body: flat("invalid_client"),
    kind: "credentials-refused",
  },
  {
    when: "a wrong client secret (400)",
    name: "oauth.token",
    generation: "2.0",
    status: 400,
    body: { error: "invalid_client", error_description: "no" },
    kind: "credentials-refused",
  },
  {
    when: "a captive portal at the token endpoint",
    name: "oauth.token",
    generation: "2.0",
    status: 401,
    text: "<html>sign in</html>",
    kind: "unreadable-answer",
  },
  { when: "a quota", status: 429, body: flat("rate_limited"), kind: "throttled" },
  { when: "a quota without a body", status: 429, text: "", kind: "throttled" },
  { when: "a quota told by a web page", status: 429, text: "<html>slow down</html>", kind: "throttled" },
  { when: "a server error", status: 503, text: "<html>oops</html>", kind: "server-error" },
  { when: "a bandwidth limit", status: 509, text: "", kind: "server-error" },
  {
    when: "a wrong region",
    status: 403,
    body: functional("err_audit_log_incorrect_region"),
    kind: "wrong-region",
  },
  {
    when: "an old SIEM token",
    name: "siem.get-logs",
    isCursorSent: true,
    body: functional("err_audit_siem_invalid_token"),
    kind: "invalid-cursor",
  },
  { when: "a cut page token", isCursorSent: true, status: 400, text: "", kind: "invalid-cursor" },
  {
    when: "a page token that is refused in words",
    isCursorSent: true,
    body: {
      meta: { status: 200 },
      fail: [{ errors: [{ code: "xdk_failure", message: "0007 Invalid token" }] }],
    },
    kind: "invalid-cursor",
  },
  { when: "an empty 400 without a page token", status: 400, text: "", kind: "rejected" },
  { when: "a conflict", status: 409, body: functional("err_conflict"), kind: "rejected" },
  { when: "a wrong verb", status: 405, text: "", kind: "rejected" },
  { when: "an unknown path", status: 404, text: "", kind: "not-found" },
  {
    when: "an unknown path told by a web page",
    status: 404,
    text: "<html></html>",
    kind: "unreadable-answer",
  },
  { when: "a page of a firewall", status: 403, text: "<html>blocked</html>", kind: "unreadable-answer" },
  { when: "a captive portal", text: "<html>sign in</html>", kind: "unreadable-answer" },
  { when: "a captive portal that speaks JSON", body: { portal: true }, kind: "unreadable-answer" },
  { when: "a redirect", status: 302, text: "", kind: "unreadable-answer" },
  { when: "an empty success", text: "", kind: "unreadable-answer" },
  {
    when: "a SIEM listing that refuses the dates",
    name: "siem.batch.cg",
    generation: "2.0",
    status: 400,
    body: { error: { code: "bad_request", message: "dateRangeStartsAt is too old" } },
    kind: "rejected",
  },
];

test.each(cases)("$when is $kind", ({ kind, status = 200, body, text, name, generation, isCursorSent }) => {
  const problem = classifyAnswer({
    status,
    decoded: decodeBody(Buffer.from(text ?? JSON.stringify(body))),
    operation: operation(name ?? "ttp.url.get-logs"),
    generation: generation ?? "1.0",
    isCursorSent: isCursorSent ?? false,
  });
  expect(problem?.kind ?? null).toBe(kind);
});
