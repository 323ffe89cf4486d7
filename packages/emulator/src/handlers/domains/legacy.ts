import { type InternalDomain, inboundTypes } from "../../administration/domains.js";
import { ConsoleRefusal } from "../../administration/refusal.js";
import { noteDirectory } from "../../logs/audit-trail.js";
import type { Emulation } from "../../tenant/emulation.js";
import { type JsonObject, readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemError, itemErrors } from "../../wire/errors.js";
import { handleEach } from "../each-item.js";
import type { Handler } from "../handler.js";

const most = 50;

/** Registers domains. The names of the fields in the answer are guessed, as everywhere where a code is answered. */
export const createDomains = handleEach(
  ({ item, call, emulation }) => {
    const registered = registerDomain(item, emulation);
    if ("errors" in registered) return registered;
    const { domain } = registered;
    noteDirectory("Domain Registered", domain.name, { call, emulation });
    return { row: { ...showDomain(domain), ...describeProof(domain, emulation) } };
  },
  { most },
);

export const getVerificationCodes = handleEach(
  ({ item, emulation }) => {
    const domain = readDomain(item, emulation);
    if ("errors" in domain) return domain;
    return { row: { domain: domain.name, ...describeProof(domain, emulation) } };
  },
  { most },
);

export const getProvisionStatus = handleEach(
  ({ item, emulation }) => {
    const domain = readDomain(item, emulation);
    return "errors" in domain ? domain : { row: { domain: domain.name, status: domain.state } };
  },
  { most },
);

/** Looks for the code in the domain's TXT records, which `directory.domains.publishText` stands in for. */
export const verifyDomains = handleEach(
  ({ item, call, emulation }) => {
    const domain = readDomain(item, emulation);
    if ("errors" in domain) return domain;
    const { domains } = emulation.administration.directory;
    if (domain.state === "pending" && !domains.verify(domain))
      return { errors: [itemErrors.domainUnproved()] };
    noteDirectory("Domain Verified", domain.name, { call, emulation });
    return { row: showDomain(domain) };
  },
  { most },
);

export const deletePendingDomains = handleEach(
  ({ item, emulation }) => {
    const id = readText(item, "id");
    if (id === null) return { errors: [itemErrors.missing("id")] };
    const domain = readDomain(item, emulation);
    if ("errors" in domain) return domain;
    const isGone = domain.id === id && emulation.administration.directory.domains.withdraw(domain);
    return isGone ? { row: { id, domain: domain.name } } : { errors: [itemErrors.invalidToken()] };
  },
  { most: 500 },
);

export const getPendingDomains = listDomains("pending");
export const getInternalDomains = listDomains("verified");

/** All of them; where items name some, those. */
function listDomains(state: InternalDomain["state"]): Handler {
  return (call, { administration }) => {
    const asked = readItems(call.body).flatMap((item) => readText(item, "domain")?.toLowerCase() ?? []);
    const found = administration.directory.domains
      .list(state)
      .filter(({ name }) => asked.length === 0 || asked.includes(name));
    return answerEnvelope(found.map(showDomain));
  };
}

export function showDomain({ id, name, isSendOnly, isLocal, inboundType }: InternalDomain) {
  return { id, domain: name, sendOnly: isSendOnly, local: isLocal, inboundType };
}

/** What a pending domain is proved by; nothing for one that needs no proof. */
function describeProof(domain: InternalDomain, { administration }: Emulation): JsonObject {
  if (domain.state === "verified") return {};
  return { verificationCode: administration.directory.domains.codeOf(domain) };
}

export function registerDomain(
  item: JsonObject,
  { administration }: Emulation,
): { readonly domain: InternalDomain } | { readonly errors: readonly ItemError[] } {
  const name = readText(item, "domain");
  if (name === null) return { errors: [itemErrors.missing("domain")] };
  const inboundType = item["inboundType"] ?? "any";
  const known = inboundTypes.find((candidate) => candidate === inboundType);
  if (known === undefined) return { errors: [itemErrors.notAllowed("inboundType", inboundTypes)] };
  const { domains } = administration.directory;
  if (domains.find(name) !== null) return { errors: [itemErrors.domainExists()] };
  try {
    return { domain: domains.register(name, known) };
  } catch (error) {
    if (error instanceof ConsoleRefusal) return { errors: [itemErrors.domainInvalid()] };
    throw error;
  }
}

function readDomain(
  item: JsonObject,
  { administration }: Emulation,
): InternalDomain | { readonly errors: readonly ItemError[] } {
  const name = readText(item, "domain");
  if (name === null) return { errors: [itemErrors.missing("domain")] };
  return administration.directory.domains.find(name) ?? { errors: [itemErrors.forbiddenForAddress()] };
}
