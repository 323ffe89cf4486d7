import { describeHost, type Host, type RegionCode } from "../regions/regions.js";
import type { Emulation } from "../tenant/emulation.js";
import { refuse } from "./answer.js";
import { wireErrors } from "./errors.js";
import type { Rights, Visitor } from "./visitor.js";

/** API 2.0: the token decides, and the application it was issued to. */
export function checkBearer(visitor: Visitor, emulation: Emulation): Rights {
  const { administration, clock, faults } = emulation;
  const { site } = visitor;
  const authorization = visitor.header("authorization") ?? "";
  const [, token] = /^Bearer (.+)$/.exec(authorization) ?? [];
  if (token === undefined) throw refuse(wireErrors.unauthorized(), explainMissing(authorization));
  const { guesses } = emulation;
  if (guesses.foreignGateway === "refuses") refuseForeign(visitor.host, emulation);
  const used = { now: clock.now(), host: describeHost(visitor.host) };
  const application = administration.applications2.find(
    (candidate) => candidate.checkToken(token, used) !== "unknown",
  );
  if (application === undefined) {
    throw refuse(wireErrors.unauthorized(), "the bearer token was not issued here, or has been revoked");
  }
  if (!application.isEnabled && guesses.disabledApplicationTokens === "refused") {
    const state = application.isDeleted ? "deleted" : "disabled";
    throw refuse(wireErrors.unauthorized(), `the application ${application.name} is ${state}`);
  }
  if (application.checkToken(token, used) === "expired") {
    throw refuse(
      wireErrors.tokenExpired(),
      "the bearer token is older than 1799 seconds, or was made to expire",
    );
  }
  if (faults.take("token-expired", site) !== null) {
    throw refuse(wireErrors.tokenExpired(), "fault injected: token-expired");
  }
  const unverified = faults.take("token-verification-failed", site);
  if (unverified !== null) {
    const answer =
      unverified.code === "unauthorized" ? wireErrors.unauthorized() : wireErrors.tokenVerificationFailed();
    throw refuse(answer, "fault injected: token-verification-failed");
  }
  return {
    principal: application.clientId,
    products: application.products,
    permissions: application.permissions,
    holder: `the application ${application.name}`,
    user: null,
  };
}

/** Which accounts a regional gateway would serve alone. */
const homes: Readonly<Record<"us" | "uk", readonly RegionCode[]>> = {
  us: ["us", "usb", "uspcom"],
  uk: ["eu"],
};

function refuseForeign(host: Host, { region }: Emulation): void {
  if (host.kind !== "gateway" || host.gateway === "global" || homes[host.gateway].includes(region)) return;
  const explanation = `the call came to ${describeHost(host)}, and the account lives in ${region}`;
  throw refuse(wireErrors.unauthorized(), explanation);
}

function explainMissing(authorization: string): string {
  if (authorization.startsWith("MC ")) {
    return "a 1.0 signature came to a gateway of API 2.0, which takes bearer tokens alone";
  }
  return authorization === ""
    ? "there is no Authorization header"
    : "the Authorization header holds no bearer token";
}
