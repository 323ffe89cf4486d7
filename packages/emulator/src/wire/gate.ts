import type { Generation, Operation, OperationName } from "@postern/mimecast/catalogue";
import type { Emulation } from "../tenant/emulation.js";
import { Refusal } from "./answer.js";
import { parseHeaderDate } from "./dates.js";
import { wireErrors } from "./errors.js";
import { computeSignature, isSameSignature } from "./signature.js";

export interface Visitor {
  readonly generation: Generation;
  readonly name: OperationName;
  readonly operation: Operation;
  /** As requested, without the query. */
  readonly path: string;
  readonly header: (name: string) => string | undefined;
}

/** Refuses whom the vendor would refuse: identity first, then products, permissions and quota. */
export function checkVisitor(visitor: Visitor, emulation: Emulation): void {
  const { operation, generation } = visitor;
  if (operation.authentication !== "none") {
    if (generation === "1.0") checkSignature(visitor, emulation);
    else checkBearer(visitor, emulation);
    checkRights(visitor, emulation);
  }
  checkQuota(visitor, emulation);
}

function checkSignature(visitor: Visitor, emulation: Emulation): void {
  const { application } = emulation;
  const authorization = visitor.header("authorization");
  const applicationId = visitor.header("x-mc-app-id");
  const date = visitor.header("x-mc-date");
  const requestId = visitor.header("x-mc-req-id");
  if (authorization?.startsWith("Bearer ")) throw new Refusal(wireErrors.bearerOnOne());
  if (
    authorization === undefined ||
    applicationId === undefined ||
    date === undefined ||
    requestId === undefined
  ) {
    throw new Refusal(wireErrors.credentialsMissing());
  }
  const { keys } = application;
  if (applicationId !== keys.applicationId || !application.isEnabled) {
    throw new Refusal(wireErrors.invalidApplicationId(applicationId));
  }
  const [, accessKey = "", signature = ""] = /^MC ([^:]+):(.+)$/.exec(authorization) ?? [];
  const expected = computeSignature(
    { date, requestId, path: visitor.path, applicationKey: keys.applicationKey },
    keys.secretKey,
  );
  if (accessKey !== keys.accessKey || !isSameSignature(signature, expected)) {
    throw new Refusal(wireErrors.invalidSignature());
  }
  if (!isFresh(date, emulation)) throw new Refusal(wireErrors.invalidSignature());
  if (application.keyState !== "good") throw new Refusal(wireErrors.bindingExpired());
}

/** The answer to a stale date isn't published: the one to a bad signature is the likeliest. */
function isFresh(date: string, emulation: Emulation): boolean {
  const time = parseHeaderDate(date);
  if (time === null) return false;
  return emulation.maxSkewMs === null || Math.abs(time - emulation.clock.now()) <= emulation.maxSkewMs;
}

function checkBearer(visitor: Visitor, emulation: Emulation): void {
  const { application, clock, faults } = emulation;
  const site = { operation: visitor.name };
  const [, token] = /^Bearer (.+)$/.exec(visitor.header("authorization") ?? "") ?? [];
  if (token === undefined || !application.isEnabled) throw new Refusal(wireErrors.unauthorized());
  const state = application.checkToken(token, clock.now());
  if (state === "unknown") throw new Refusal(wireErrors.unauthorized());
  if (state === "expired" || faults.take("token-expired", site) !== null)
    throw new Refusal(wireErrors.tokenExpired());
  if (faults.take("token-verification-failed", site) !== null) {
    throw new Refusal(wireErrors.tokenVerificationFailed());
  }
}

function checkRights(visitor: Visitor, emulation: Emulation): void {
  const { operation, generation } = visitor;
  const { application, faults } = emulation;
  if (generation === "2.0" && !application.hasProduct(operation.products)) {
    throw new Refusal(wireErrors.productMissing());
  }
  const isForbidden = faults.take("not-permitted", { operation: visitor.name }) !== null;
  if (isForbidden || !application.hasPermission(operation.permission)) {
    throw new Refusal(wireErrors.permissionMissing(generation));
  }
}

function checkQuota(visitor: Visitor, emulation: Emulation): void {
  const { operation, generation } = visitor;
  const quota = operation.quota[generation];
  if (quota === undefined) return;
  const waitMs = emulation.quotas.take(`${generation} ${visitor.name}`, {
    quota,
    now: emulation.clock.now(),
  });
  if (waitMs === null) return;
  const headers = {
    "X-RateLimit-Limit": String(quota.calls),
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": String(waitMs),
  };
  throw new Refusal(wireErrors.rateLimited(generation, { calls: quota.calls, headers }));
}
