import type { Emulation } from "../../tenant/emulation.js";
import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { type ItemFailure, itemErrors } from "../../wire/errors.js";
import { requireApplication, requireHeaders } from "../../wire/signature-check.js";
import type { Handler } from "../handler.js";

/** Tells where a user's account lives. Every 1.0 host answers, also for an address nobody has: then without `region`. */
export const discoverAuthentication: Handler = (call, emulation) => {
  const { visitor } = call;
  requireHeaders(visitor, ["x-mc-app-id", "x-mc-date", "x-mc-req-id"]);
  requireApplication(visitor.header("x-mc-app-id") ?? "", emulation);
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
  const { administration, mint, region, urls } = emulation;
  const wanted = address.toLowerCase();
  const user = administration.directory.findUser(wanted);
  const isKnown = user !== null || emulation.isInternalAddress(wanted);
  const discovered = { emailAddress: address, emailToken: mint.seal("discovery", [wanted]) };
  if (!isKnown) return { authenticate: [], ...discovered };
  return {
    authenticate: user === null ? ["Basic-Cloud"] : user.realms,
    ...discovered,
    region: { code: region, api: urls.v1 },
  };
}
