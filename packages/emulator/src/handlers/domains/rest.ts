import { type InternalDomain, inboundTypes } from "../../administration/domains.js";
import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson, Refusal } from "../../wire/answer.js";
import { type JsonObject, readFlag, readText } from "../../wire/decode.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Call, Handler } from "../handler.js";
import { cutCursorPage } from "../list-pages.js";
import { readBody } from "../rest-body.js";
import { registerDomain, showDomain } from "./legacy.js";

/** The resources of API 2.0 know two ways of taking mail more. */
const resourceTypes: readonly string[] = [...inboundTypes, "backup_mx", "smtp_null"];

export const listInternalDomains = listResources("verified", "internal-domains");
export const listPendingDomains = listResources("pending", "pending-domains");

export const getInternalDomainResource: Handler = (call, emulation) =>
  answerJson(showDomain(domainOf(call, { emulation, state: "verified" })));

export const updateInternalDomain: Handler = (call, emulation) => {
  const domain = domainOf(call, { emulation, state: "verified" });
  const body = readBody(call);
  const inboundType = readText(body, "inboundType") ?? domain.inboundType;
  if (!resourceTypes.includes(inboundType))
    throw new Refusal(wireErrors.restRefused([itemErrors.notAllowed("inboundType", resourceTypes)]));
  const edited = emulation.administration.directory.domains.edit(domain, {
    inboundType,
    isSendOnly: readFlag(body, "sendOnly") ?? domain.isSendOnly,
    isLocal: readFlag(body, "local") ?? domain.isLocal,
  });
  return answerJson(showDomain(edited ?? domain));
};

/** The code comes with the id: its name is guessed, here and below. */
export const createPendingDomain: Handler = (call, emulation) => {
  const registered = registerDomain(readBody(call), emulation);
  if ("errors" in registered) throw new Refusal(wireErrors.restRefused(registered.errors));
  noteDirectory("Domain Registered", registered.domain.name, { call, emulation });
  return answerJson(showPending(registered.domain, emulation), { status: 201 });
};

export const generateToken: Handler = (call, emulation) => {
  const domain = namedIn(call, emulation);
  emulation.administration.directory.domains.renewCode(domain);
  return answerJson(showPending(domain, emulation));
};

export const verifyPendingDomain: Handler = (call, emulation) => {
  const domain = namedIn(call, emulation);
  if (!emulation.administration.directory.domains.verify(domain))
    throw new Refusal(wireErrors.restRefused([itemErrors.domainUnproved()]));
  noteDirectory("Domain Verified", domain.name, { call, emulation });
  return answerJson(showDomain(domain));
};

export const deletePendingDomain: Handler = (call, emulation) => {
  const domain = domainOf(call, { emulation, state: "pending" });
  emulation.administration.directory.domains.withdraw(domain);
  return answerJson("", { status: 204 });
};

/** The domains of the company's partners. */
export const listExternalDomains: Handler = (call, emulation) => {
  const { rows, meta } = cutCursorPage(externalDomains(emulation), {
    call,
    emulation,
    kind: "external-domains",
  });
  return answerJson({ domains: rows, meta });
};

export const getExternalDomain: Handler = (call, emulation) => {
  const found = externalDomains(emulation).find(({ id }) => id === call.pathIds[0]);
  if (found === undefined) throw new Refusal(wireErrors.restNotFound("domain"));
  return answerJson(found);
};

function externalDomains({ traffic, mint }: Emulation) {
  const names = new Set(traffic.company.partners.map(({ domain }) => domain));
  return [...names].map((domain) => ({ id: mint.seal("external-domain", [domain]), domain }));
}

function listResources(state: InternalDomain["state"], kind: string): Handler {
  return (call, emulation) => {
    const domains = emulation.administration.directory.domains.list(state);
    const { rows, meta } = cutCursorPage(domains, { call, emulation, kind });
    return answerJson({ domains: rows.map(showDomain), meta });
  };
}

function showPending(domain: InternalDomain, { administration }: Emulation): JsonObject {
  const shown = showDomain(domain);
  if (domain.state === "verified") return shown;
  return { ...shown, verificationCode: administration.directory.domains.codeOf(domain) };
}

function domainOf(
  call: Call,
  { emulation, state }: { readonly emulation: Emulation; readonly state: InternalDomain["state"] },
): InternalDomain {
  const [id] = call.pathIds;
  const domain = emulation.administration.directory.domains.list(state).find((one) => one.id === id);
  if (domain === undefined) throw new Refusal(wireErrors.restNotFound("domain"));
  return domain;
}

/** Verifying and making codes name their domain in the body, by id or by name. */
function namedIn(call: Call, { administration }: Emulation): InternalDomain {
  const body = readBody(call);
  const named = readText(body, "id") ?? readText(body, "domain");
  if (named === null) throw new Refusal(wireErrors.restRefused([itemErrors.missing("domain")]));
  const domain = administration.directory.domains.find(named);
  if (domain?.state !== "pending") throw new Refusal(wireErrors.restNotFound("domain"));
  return domain;
}
