import type { Application1Account } from "../administration/application1.js";
import type { Binding } from "../administration/binding.js";
import { travelledMs } from "../clock/clock.js";
import type { Guesses } from "../guesses/guesses.js";
import { describeHost } from "../regions/regions.js";
import type { Emulation } from "../tenant/emulation.js";
import { type Answer, refuse } from "./answer.js";
import { parseHeaderDate } from "./dates.js";
import { wireErrors } from "./errors.js";
import { computeSignature, isSameSignature } from "./signature.js";
import { explainSignature, explainUnknownApplication, explainUnknownKey } from "./signature-explanation.js";
import type { Rights, Visitor } from "./visitor.js";

// A bound of our own, so that memory has one.
const mostRequestIds = 100_000;

const signingHeaders = ["authorization", "x-mc-app-id", "x-mc-date", "x-mc-req-id"] as const;

/** API 1.0: application, signature, date, binding and region, in this order. */
export function checkSignature(
  visitor: Visitor,
  { emulation, wireNow }: { readonly emulation: Emulation; readonly wireNow: number },
): Rights {
  const { administration, guesses } = emulation;
  if (visitor.header("authorization")?.startsWith("Bearer ")) {
    throw refuse(
      wireErrors.bearerOnOne(),
      "a bearer token came to a host of API 1.0, which takes signatures alone",
    );
  }
  requireHeaders(visitor, { names: signingHeaders, guesses });
  const [authorization = "", applicationId = "", date = "", requestId = ""] = signingHeaders.map((name) =>
    visitor.header(name),
  );
  if (guesses.wrongRegionFirst) checkRegion(visitor, emulation);
  const application = requireApplication(applicationId, emulation);
  if (!guesses.newApplicationSigns) refuseYoung(application, emulation);
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
  checkBinding(binding, emulation);
  if (guesses.repeatedRequestId === "refused") refuseRepeated(requestId, emulation);
  checkRegion(visitor, emulation);
  const { site } = visitor;
  if (emulation.faults.take("unknown-application", site) !== null)
    throw refuse(unknownApplication(applicationId, emulation), "fault injected: unknown-application");
  if (emulation.faults.take("binding-expired", site) !== null)
    throw refuse(wireErrors.bindingExpired(), "fault injected: binding-expired");
  const { emailAddress, permissions } = binding.user;
  return {
    principal: `${emailAddress} ${applicationId}`,
    products: null,
    permissions,
    holder: emailAddress,
    user: binding.user,
  };
}

export function requireHeaders(
  visitor: Pick<Visitor, "header">,
  { names, guesses }: { readonly names: readonly string[]; readonly guesses: Guesses },
): void {
  const missing = names.filter((name) => visitor.header(name) === undefined);
  if (missing.length === 0) return;
  throw refuse(wireErrors.credentialsMissing(guesses.missingHeaderStatus), `without ${missing.join(", ")}`);
}

/** Keys that have ended look like unknown ones or like expired ones. */
function checkBinding(binding: Binding, { administration, guesses }: Emulation): void {
  const judgement = administration.judgeBinding(binding);
  const { verdict } = judgement;
  if (verdict === "good") return;
  const statuses = { void: guesses.endedKeysStatus, revoked: guesses.revokedKeysStatus, expired: 418 };
  if (statuses[verdict] === 401)
    throw refuse(wireErrors.invalidSignature(), `the access key is no longer known: ${judgement.because}`);
  throw refuse(wireErrors.bindingExpired(), `the keys are ${verdict}: ${judgement.because}`);
}

function refuseRepeated(requestId: string, { seenRequestIds }: Emulation): void {
  if (seenRequestIds.has(requestId))
    throw refuse(wireErrors.invalidSignature(), `x-mc-req-id ${requestId} was used before`);
  if (seenRequestIds.size >= mostRequestIds) seenRequestIds.clear();
  seenRequestIds.add(requestId);
}

function unknownApplication(id: string, { guesses }: Pick<Emulation, "guesses">): Answer {
  return wireErrors.invalidApplicationId(id, guesses.unknownApplicationStatus);
}

/** The application of an id, when it is there and enabled. */
export function requireApplication(
  applicationId: string,
  emulation: Pick<Emulation, "administration" | "guesses">,
): Application1Account {
  const { administration } = emulation;
  const application = administration.applications1.find(
    (candidate) => candidate.applicationId === applicationId && !candidate.isDeleted,
  );
  if (application === undefined) {
    const explanation = explainUnknownApplication(applicationId, administration);
    throw refuse(unknownApplication(applicationId, emulation), explanation);
  }
  if (!application.isEnabled) {
    throw refuse(
      unknownApplication(applicationId, emulation),
      `the application ${application.name} is disabled`,
    );
  }
  return application;
}

/** Guessed: keys of an application that the vendor doesn't know everywhere yet look like those of an unknown one. */
export function refuseYoung(
  application: Application1Account,
  emulation: Pick<Emulation, "clock" | "guesses">,
): void {
  const wait = application.minutesToWait(emulation.clock.now());
  if (wait === 0) return;
  throw refuse(
    unknownApplication(application.applicationId, emulation),
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
  if (time === null || (guesses.headerDateZones === "UTC" && !date.endsWith("UTC"))) {
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
  { region, guesses }: Pick<Emulation, "region" | "guesses">,
): void {
  const { host } = visitor;
  if (host.kind === "regional" && host.region === region) return;
  throw refuse(
    answerElsewhere(visitor, guesses),
    `the call came to ${describeHost(host)}, and the account lives in ${region}`,
  );
}

function answerElsewhere({ host, path }: Pick<Visitor, "host" | "path">, guesses: Guesses): Answer {
  if (host.kind === "discovery" && guesses.discoveryHostElsewhere === "unknown-path")
    return wireErrors.unknownPath("1.0", path);
  const isNamed =
    path.startsWith("/api/audit/") || guesses.wrongRegionCode === "err_audit_log_incorrect_region";
  return isNamed ? wireErrors.incorrectRegion() : wireErrors.wrongRegion();
}
