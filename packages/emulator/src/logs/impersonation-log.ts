import { formatUtc } from "../clicks/click-row.js";
import { type Company, findPerson } from "../traffic/company.js";
import type { Message, MessageKind } from "../traffic/message.js";
import { Random } from "../traffic/random.js";
import type { Traffic } from "../traffic/traffic.js";
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
  const { headerFrom, variant } = message;
  const local = headerFrom.slice(0, headerFrom.lastIndexOf("@"));
  const pretended = findPerson(company, `${local}@${company.domain}`);
  const name = pretended?.name ?? local;
  return {
    id: `MTOKEN:${secureId(new Random(variant))}`,
    senderAddress: message.sender,
    recipientAddress: message.recipient,
    subject: message.subject,
    definition: "Default Impersonation Definition",
    hits: 2,
    identifiers: ["internal_user_name", "newly_observed_domain"],
    action: "hold",
    taggedExternal: false,
    taggedMalicious: true,
    senderIpAddress: message.senderIp,
    eventTime: formatUtc(message.time),
    impersonationResults: [
      {
        impersonationDomainSource: "internal_user_name",
        similarDomain: `${name} <${headerFrom}>`,
        stringSimilarToDomain: name,
        checkerResult: "hit",
      },
      {
        impersonationDomainSource: "newly_observed_domain",
        similarDomain: headerFrom.slice(headerFrom.lastIndexOf("@") + 1),
        checkerResult: "hit",
      },
    ],
    messageId: message.messageId,
  };
}
