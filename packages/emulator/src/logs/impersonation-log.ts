import { formatUtc } from "../clicks/click-row.js";
import { type Company, findPerson } from "../traffic/company.js";
import { domainOf, type Message, type MessageKind } from "../traffic/message.js";
import { type ImpersonationSign, signsOf, threatWordsOf } from "../traffic/pretence.js";
import { Random } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";
import type { JsonObject } from "../wire/decode.js";
import type { EntryMaker } from "./row-maker.js";
import { secureId } from "./secure-id.js";

const pretending: ReadonlySet<MessageKind> = new Set(["impersonation"]);

/** The mails that pretend to come from a colleague: the same that the mail logs tell of. */
export function impersonationEntries(traffic: Traffic): EntryMaker {
  return (from, until) =>
    traffic
      .messagesBetween(from, until, pretending)
      .filter(({ fate }) => fate === "held")
      .map((message) => ({ time: message.time, record: writeRecord(message, traffic.company) }));
}

function writeRecord(message: Message, company: Company) {
  const { variant } = message;
  const signs = signsOf(message);
  return {
    id: `MTOKEN:${secureId(new Random(variant))}`,
    senderAddress: message.sender,
    recipientAddress: message.recipient,
    subject: message.subject,
    definition: "Default Impersonation Definition",
    hits: signs.length,
    identifiers: signs,
    action: "hold",
    taggedExternal: false,
    taggedMalicious: true,
    senderIpAddress: message.senderIp,
    eventTime: formatUtc(message.time),
    impersonationResults: signs.map((sign) => ({
      impersonationDomainSource: sign,
      ...describeSign(sign, { message, company }),
    })),
    messageId: message.messageId,
  };
}

function describeSign(
  sign: ImpersonationSign,
  { message, company }: { readonly message: Message; readonly company: Company },
): JsonObject {
  const { headerFrom, sender } = message;
  const similarDomain = domainOf(headerFrom);
  switch (sign) {
    case "internal_user_name": {
      const local = headerFrom.slice(0, headerFrom.lastIndexOf("@"));
      const name = findPerson(company, `${local}@${company.domain}`)?.name ?? local;
      return {
        similarDomain: `${name} <${headerFrom}>`,
        stringSimilarToDomain: name,
        checkerResult: "hit",
      };
    }
    case "similar_internal_domain":
      return { similarDomain, stringSimilarToDomain: company.domain, checkerResult: "hit" };
    case "newly_observed_domain":
      return { similarDomain, checkerResult: "hit" };
    case "reply_address_mismatch":
      return { similarDomain: headerFrom, stringSimilarToDomain: sender, checkerResult: "hit" };
    case "targeted_threat_dictionary":
      return { stringSimilarToDomain: threatWordsOf(message).join(",") };
  }
}
