import type { Emulation } from "../../tenant/emulation.js";
import { Refusal } from "../../wire/answer.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemFailure, itemErrors, wireErrors } from "../../wire/errors.js";
import { checkAddress } from "../../wire/gate.js";
import { requireApplication, requireHeaders } from "../../wire/signature-check.js";
import type { Handler } from "../handler.js";

/** Tells where a user's account lives. Every 1.0 host answers, also for an address nobody has: then without `region`. */
export const discoverAuthentication: Handler = (call, emulation) => {
  const { visitor } = call;
  const { guesses } = emulation;
  if (guesses.discoveryHosts === "discovery-host" && visitor.host.kind !== "discovery")
    throw new Refusal(wireErrors.unknownPath("1.0", visitor.path));
  requireHeaders(visitor, { names: ["x-mc-app-id", "x-mc-date", "x-mc-req-id"], guesses });
  if (guesses.discoveryChecksApplication) requireApplication(visitor.header("x-mc-app-id") ?? "", emulation);
  if (guesses.ipRangesHoldForDiscovery) checkAddress(visitor, emulation);
  const data: unknown[] = [];
  const fail: ItemFailure[] = [];
  const items = readItems(call.body);
  for (const item of items.length === 0 ? [{}] : items) {
    const address = readText(item, "emailAddress");
    if (item === null) fail.push({ key: {}, errors: [itemErrors.nullItem()] });
    else if (address === null) fail.push({ key: item, errors: [itemErrors.missing("emailAddress")] });
    else if (!/^[^\s@]+@[^\s@]+$/.test(address)) {
      fail.push({ key: item, errors: [itemErrors.invalidAddress("emailAddress")] });
    } else data.push(describeAddress(address, emulation));
  }
  return answerEnvelope(data, { fail });
};

function describeAddress(address: string, emulation: Emulation) {
  const { administration, mint, urls, guesses } = emulation;
  const wanted = address.toLowerCase();
  const user = administration.directory.findUser(wanted);
  const isStaff = guesses.discoveryOfStaff === "known" && emulation.isInternalAddress(wanted);
  const discovered = { emailAddress: address, emailToken: mint.seal("discovery", [wanted]) };
  if (user === null && !isStaff)
    return { authenticate: guesses.discoveryOfUnknown === "empty" ? [] : ["Basic-Cloud"], ...discovered };
  return {
    authenticate: user === null ? ["Basic-Cloud"] : user.realms,
    ...discovered,
    region: { code: codeOf(emulation), api: urls.v1 },
  };
}

function codeOf({ region, guesses }: Emulation): string {
  const label = region === "je" ? guesses.offshoreLabel : region;
  return guesses.regionCode === "host" ? label : label.toUpperCase();
}
