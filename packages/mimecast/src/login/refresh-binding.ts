import { type Answer, readNumber, readObject, readText } from "../envelope/index.js";
import { MimecastError } from "../errors/index.js";
import { type ClientContext, perform, readAnswer } from "../exchange/index.js";
import { nameApplication, withContext } from "./open-context.js";
import type { LoginSettings } from "./settings.js";

const name = "login.login";

/** Which password is meant: the vendor's own, or that of the customer's directory. */
export type LoginRealm = "Basic-Cloud" | "Basic-AD";

export interface RefreshBindingRequest extends LoginSettings {
  /** The base URL of the user's region. */
  readonly baseUrl: string;
  readonly applicationId: string;
  readonly emailAddress: string;
  readonly password: string;
  readonly realm: LoginRealm;
  /** The access key whose binding has expired: it is renewed. Without it a new pair of keys is made. */
  readonly accessKey?: string | undefined;
}

/** The keys that are good from now on. */
export interface Binding {
  readonly accessKey: string;
  /** Null only on a renewal whose answer left it out: the secret key stays the one it was. */
  readonly secretKey: string | null;
  /** How long they are good for; null if the answer doesn't say. */
  readonly durationMs: number | null;
}

/**
 * Signs a user in and gets access key and secret key, or renews the ones that expired (HTTP 418). Nothing is repeated
 * that may have reached the vendor: bindings are limited, and wrong passwords lock users. Throws MimecastError.
 */
export async function refreshBinding(request: RefreshBindingRequest): Promise<Binding> {
  const { applicationId, emailAddress, password, realm, accessKey, signal } = request;
  if (password === "" || emailAddress === "") throw refuse(password === "" ? "password" : "emailAddress");
  const token = Buffer.from(`${emailAddress}:${password}`, "utf8").toString("base64");
  const secrets = [password, token, ...(accessKey === undefined ? [] : [accessKey])];
  const item = { userName: emailAddress, ...(accessKey === undefined ? {} : { accessKey }) };
  return withContext(request, { applicationId, secrets }, (context) =>
    perform(context, {
      name,
      body: { text: JSON.stringify({ data: [item] }), contentType: "application/json" },
      accept: "application/json",
      authorize: nameApplication(context, { applicationId, authorization: `${realm} ${token}` }),
      signal,
      read: (reply) => {
        const answer = readAnswer(context, reply, { isCursorSent: false, partial: false });
        return readBinding(context, { answer, accessKey });
      },
    }),
  );
}

function readBinding(
  context: ClientContext,
  known: { answer: Answer; accessKey: string | undefined },
): Binding {
  const { answer } = known;
  const item = readObject(answer.data[0]);
  const accessKey = readText(item?.["accessKey"]) ?? known.accessKey ?? null;
  const secretKey = readText(item?.["secretKey"]);
  // Known to the redactor before anything else can happen with them.
  for (const key of [accessKey, secretKey]) if (key !== null) context.redactor.learn(key);
  const isRenewal = known.accessKey !== undefined && accessKey === known.accessKey;
  if (item === null || accessKey === null || (secretKey === null && !isRenewal)) {
    throw new MimecastError({
      kind: "unreadable-answer",
      message: `${name}: the answer held no keys (HTTP ${answer.status})`,
      operation: name,
      httpStatus: answer.status,
      requestId: answer.requestId,
    });
  }
  return { accessKey, secretKey, durationMs: readNumber(item["duration"]) };
}

function refuse(field: string): MimecastError {
  return new MimecastError({
    kind: "bad-credentials-shape",
    message: `The credentials can't be right: ${field} is empty`,
  });
}
