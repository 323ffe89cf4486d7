import type { AccountAdministration } from "../administration/administration.js";
import { type Application2Account, tokenSeconds } from "../administration/application2.js";
import { describeHost } from "../regions/regions.js";
import type { Emulation } from "../tenant/emulation.js";
import { answerJson, Refusal, refuse } from "../wire/answer.js";
import { wireErrors } from "../wire/errors.js";
import { checkAddress } from "../wire/gate.js";
import { isPrefixOf, trimPasted } from "../wire/signature-explanation.js";
import type { Call, Handler } from "./handler.js";

interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

function readBasic(call: Call): { id: string | null; secret: string | null } {
  const header = call.headers["authorization"];
  const match = /^Basic (.+)$/.exec(typeof header === "string" ? header : "");
  const [id = null, secret = null] = Buffer.from(match?.[1] ?? "", "base64")
    .toString()
    .split(":");
  return { id, secret };
}

/** Credentials come in the form, or by HTTP Basic as one client sends them. */
export const issueToken: Handler = (call, emulation) => {
  const { administration, leniency } = emulation;
  const form = new URLSearchParams(call.bodyText);
  const application = leniency.tolerate(
    "client",
    () => readClient(call, { form, emulation }),
    () => administration.application2,
  );
  if (emulation.guesses.ipRangesHoldForTokens) checkAddress(call.visitor, emulation);
  const token = application.issueToken(emulation.clock.now(), describeHost(call.visitor.host));
  return answerJson({ access_token: token, token_type: "Bearer", expires_in: tokenSeconds, scope: "" });
};

function readClient(
  call: Call,
  { form, emulation }: { readonly form: URLSearchParams; readonly emulation: Emulation },
): Application2Account {
  const contentType = String(call.headers["content-type"] ?? "");
  if (!contentType.startsWith("application/x-www-form-urlencoded"))
    throw new Refusal(wireErrors.formExpected());
  if (form.get("grant_type") !== "client_credentials") throw new Refusal(wireErrors.unsupportedGrant());
  const basic = emulation.guesses.clientInHeader ? readBasic(call) : { id: null, secret: null };
  const sent = {
    id: form.get("client_id") ?? basic.id ?? "",
    secret: form.get("client_secret") ?? basic.secret ?? "",
  };
  return findClient(sent, emulation);
}

/** All causes look the same on the wire; the request log tells them apart. */
function findClient(
  sent: ClientCredentials,
  { administration, guesses, clock }: Pick<Emulation, "administration" | "guesses" | "clock">,
): Application2Account {
  const application = administration.applications2.find((candidate) => candidate.clientId === sent.id);
  const no = (explanation: string) =>
    refuse(wireErrors.invalidClient(guesses.invalidClientStatus), explanation);
  if (application === undefined) throw no(explainClientId(sent, administration));
  if (application.credentials.clientSecret !== sent.secret) throw no(explainSecret(sent, application));
  if (application.isDeleted) throw no(`the application ${application.name} has been deleted`);
  if (!application.isEnabled) throw no(`the application ${application.name} is disabled`);
  if (application.isRevoked) throw no(`the keys of ${application.name} were revoked`);
  const wait = application.minutesToWait(clock.now());
  if (wait > 0) throw no(`the application ${application.name} is new: ${wait} minutes to go`);
  return application;
}

function explainClientId(sent: ClientCredentials, administration: AccountAdministration): string {
  const { applications2, applications1 } = administration;
  if (sent.id === "") return "the body has no client_id";
  if (applications2.some(({ credentials }) => credentials.clientSecret === sent.id)) {
    return "client_id and client_secret are swapped: the secret was sent as client_id";
  }
  if (applications2.some(({ clientId }) => clientId === trimPasted(sent.id))) {
    return "the body's client_id has spaces or quotes around it";
  }
  if (applications2.some(({ clientId }) => isPrefixOf(sent.id, clientId))) {
    return "the body's client_id is cut off";
  }
  const isOld = applications1.some((one) => one.applicationId === sent.id || one.applicationKey === sent.id);
  if (isOld) return "the client_id is the id or key of an application of API 1.0";
  return "no application of API 2.0 has the body's client_id: mistyped, or of another tenant";
}

function explainSecret(sent: ClientCredentials, application: Application2Account): string {
  const { clientSecret } = application.credentials;
  if (sent.secret === "") return "the body's client_id is right, and there is no client_secret";
  if (application.wasSecret(sent.secret)) {
    return "the body's client_id is right, the client_secret is an older one that has been regenerated";
  }
  if (trimPasted(sent.secret) === clientSecret) {
    return "the body's client_id is right, the client_secret has spaces or quotes around it";
  }
  if (isPrefixOf(sent.secret, clientSecret)) {
    return "the body's client_id is right, the client_secret is cut off";
  }
  return "the body's client_id is right, the client_secret is not";
}
