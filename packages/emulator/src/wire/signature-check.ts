import type { Application1Account } from "../administration/application1.js";
import { travelledMs } from "../clock/clock.js";
import { describeHost } from "../regions/regions.js";
import type { Emulation } from "../tenant/emulation.js";
import { refuse } from "./answer.js";
import { parseHeaderDate } from "./dates.js";
import { wireErrors } from "./errors.js";
import { computeSignature, isSameSignature } from "./signature.js";
import { explainSignature, explainUnknownApplication, explainUnknownKey } from "./signature-explanation.js";
import type { Rights, Visitor } from "./visitor.js";

const signingHeaders = ["authorization", "x-mc-app-id", "x-mc-date", "x-mc-req-id"] as const;

/** API 1.0: application, signature, date, binding and region, in this order. */
export function checkSignature(
  visitor: Visitor,
  { emulation, wireNow }: { readonly emulation: Emulation; readonly wireNow: number },
): Rights {
  const { administration } = emulation;
  if (visitor.header("authorization")?.startsWith("Bearer ")) {
    throw refuse(
      wireErrors.bearerOnOne(),
      "a bearer token came to a host of API 1.0, which takes signatures alone",
    );
  }
  requireHeaders(visitor, signingHeaders);
  const [authorization = "", applicationId = "", date = "", requestId = ""] = signingHeaders.map((name) =>
    visitor.header(name),
  );
  const application = requireApplication(applicationId, emulation);
  refuseYoung(application, emulation);
  const [, accessKey = "", signature = ""] = /^MC ([^:]+):(.+)$/.exec(authorization) ?? [];
  const binding = administration.findBinding(accessKey);
  if (binding === null) {
    throw refuse(wireErrors.invalidSignature(), explainUnknownKey({ authorization, accessKey, emulation }));
  }
  const { applicationKey } = application;
  const expected = computeSignature(
    { date, requestId, path: visitor.path, applicationKey },
    binding.signingKey,
  );
  if (!isSameSignature(signature, expected)) {
    const sent = { visitor, date, requestId, application, binding, signature };
    throw refuse(wireErrors.invalidSignature(), explainSignature(sent, administration));
  }
  if (binding.application !== application) {
    throw refuse(
      wireErrors.invalidSignature(),
      `keys of two sets: the application id is that of ${application.name}, access and secret key are those of ${binding.application.name}`,
    );
  }
  checkDate(date, { emulation, wireNow });
  const judgement = administration.judgeBinding(binding);
  if (judgement.verdict === "void") {
    throw refuse(wireErrors.invalidSignature(), `the access key is no longer known: ${judgement.because}`);
  }
  if (judgement.verdict !== "good") {
    throw refuse(wireErrors.bindingExpired(), `the keys are ${judgement.verdict}: ${judgement.because}`);
  }
  checkRegion(visitor, emulation);
  const { site } = visitor;
  if (emulation.faults.take("unknown-application", site) !== null)
    throw refuse(wireErrors.invalidApplicationId(applicationId), "fault injected: unknown-application");
  if (emulation.faults.take("binding-expired", site) !== null)
    throw refuse(wireErrors.bindingExpired(), "fault injected: binding-expired");
  const { emailAddress, permissions } = binding.user;
  return {
    principal: `${emailAddress} ${applicationId}`,
    products: null,
    permissions,
    holder: emailAddress,
  };
}

export function requireHeaders(visitor: Pick<Visitor, "header">, names: readonly string[]): void {
  const missing = names.filter((name) => visitor.header(name) === undefined);
  if (missing.length === 0) return;
  throw refuse(wireErrors.credentialsMissing(), `without ${missing.join(", ")}`);
}

/** The application of an id, when it is there and enabled. */
export function requireApplication(
  applicationId: string,
  emulation: Pick<Emulation, "administration">,
): Application1Account {
  const { administration } = emulation;
  const application = administration.applications1.find(
    (candidate) => candidate.applicationId === applicationId && !candidate.isDeleted,
  );
  if (application === undefined) {
    const explanation = explainUnknownApplication(applicationId, administration);
    throw refuse(wireErrors.invalidApplicationId(applicationId), explanation);
  }
  if (!application.isEnabled) {
    throw refuse(
      wireErrors.invalidApplicationId(applicationId),
      `the application ${application.name} is disabled`,
    );
  }
  return application;
}

/** Guessed: keys of an application that the vendor doesn't know everywhere yet look like those of an unknown one. */
export function refuseYoung(application: Application1Account, emulation: Pick<Emulation, "clock">): void {
  const wait = application.minutesToWait(emulation.clock.now());
  if (wait === 0) return;
  throw refuse(
    wireErrors.invalidApplicationId(application.applicationId),
    `the application ${application.name} is younger than 30 minutes: ${wait} to go`,
  );
}

/** The answer to a stale date isn't published: the one to a bad signature is the likeliest. */
function checkDate(
  date: string,
  { emulation, wireNow }: { readonly emulation: Emulation; readonly wireNow: number },
): void {
  const { maxSkewMs, guesses } = emulation;
  const time = parseHeaderDate(date);
  if (time === null) {
    throw refuse(
      wireErrors.invalidSignature(),
      `x-mc-date is "${date}", and should look like "Tue, 24 Nov 2015 12:50:11 UTC"`,
    );
  }
  const offMs = time - wireNow;
  // Whoever did follow the clock that was moved is let in too.
  const nearestMs = Math.min(Math.abs(offMs), Math.abs(offMs - travelledMs(emulation.clock)));
  if (maxSkewMs === null || nearestMs <= maxSkewMs) return;
  throw refuse(
    wireErrors.staleDate(guesses.staleDateCode),
    `x-mc-date is ${Math.round(Math.abs(offMs) / 60_000)} minutes ${offMs > 0 ? "ahead of" : "behind"} the tenant's clock; ${maxSkewMs / 60_000} are tolerated`,
  );
}

/** Only the log calls have a documented answer to a wrong region. */
export function checkRegion(
  visitor: Pick<Visitor, "host" | "path">,
  emulation: Pick<Emulation, "region">,
): void {
  const { host } = visitor;
  if (host.kind === "regional" && host.region === emulation.region) return;
  const answer = visitor.path.startsWith("/api/audit/")
    ? wireErrors.incorrectRegion()
    : wireErrors.wrongRegion();
  throw refuse(
    answer,
    `the call came to ${describeHost(host)}, and the account lives in ${emulation.region}`,
  );
}
