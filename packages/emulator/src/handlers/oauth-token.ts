import { tokenSeconds } from "../console/application.js";
import { answerJson } from "../wire/answer.js";
import { wireErrors } from "../wire/errors.js";
import type { Call, Handler } from "./handler.js";

function readBasic(call: Call): { id: string | null; secret: string | null } {
  const header = call.headers["authorization"];
  const match = /^Basic (.+)$/.exec(typeof header === "string" ? header : "");
  const [id = null, secret = null] = Buffer.from(match?.[1] ?? "", "base64")
    .toString()
    .split(":");
  return { id, secret };
}

/** Credentials come in the form, or by HTTP Basic as one client sends them. */
export const issueToken: Handler = (call, { application, clock }) => {
  const contentType = String(call.headers["content-type"] ?? "");
  if (!contentType.startsWith("application/x-www-form-urlencoded")) return wireErrors.formExpected();
  const form = new URLSearchParams(call.bodyText);
  if (form.get("grant_type") !== "client_credentials") return wireErrors.unsupportedGrant();
  const basic = readBasic(call);
  const { clientId, clientSecret } = application.keys;
  const matches =
    (form.get("client_id") ?? basic.id) === clientId &&
    (form.get("client_secret") ?? basic.secret) === clientSecret;
  if (!matches || !application.isEnabled || application.keyState === "revoked")
    return wireErrors.invalidClient();
  const token = application.issueToken(clock.now());
  return answerJson({ access_token: token, token_type: "Bearer", expires_in: tokenSeconds, scope: "" });
};
