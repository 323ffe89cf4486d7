import type { MxRecord } from "../../administration/domains.js";
import type { Emulation } from "../../tenant/emulation.js";
import { answerJson } from "../../wire/answer.js";
import { itemErrors } from "../../wire/errors.js";
import { listInboundHosts } from "../email/gateway-details.js";
import type { Handler } from "../handler.js";
import { badBody, readBody } from "../rest-body.js";

const most = 50;

/**
 * Tells whether mail for domains comes this way, by the records of `domains.publishMx`. The words are the vendor's; what
 * each stands for, and the names around them, are guessed.
 */
export const verifyMailHosts: Handler = (call, emulation) => {
  const names = readBody(call)["domains"];
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === "string"))
    throw badBody(itemErrors.missing("domains"));
  if (names.length > most) throw badBody(itemErrors.tooMany("domains", most));
  const domains = names.map((name) => ({ domain: name, status: judge(name.toLowerCase(), emulation) }));
  return answerJson({ domains });
};

function judge(name: string, emulation: Emulation): string {
  const { domains } = emulation.administration.directory;
  if (!domains.isVerified(name)) return "mx_error";
  const own = listInboundHosts(emulation.region);
  const records = domains.mxOf(name) ?? usualRecords(name, { own, emulation });
  const priorities = records.map(({ priority }) => priority);
  if (records.length === 0) return "mx_missing";
  if (priorities.some((priority) => !Number.isInteger(priority) || priority < 0 || priority > 65_535))
    return "mx_invalid_priority";
  if (records.some(({ hostname }) => !own.includes(hostname.toLowerCase()))) return "mx_non_mimecast";
  if (records.length === 1) return "mx_single_host";
  return new Set(priorities).size > 1 ? "mx_priority_mismatch" : "mx_ok";
}

/** The company's first domain has its mail come this way from the start, one that was added hasn't. */
function usualRecords(
  name: string,
  { own, emulation }: { readonly own: readonly string[]; readonly emulation: Emulation },
): readonly MxRecord[] {
  const isFirst = name === emulation.traffic.company.domain;
  return isFirst ? own.map((hostname) => ({ hostname, priority: 10 })) : [];
}
