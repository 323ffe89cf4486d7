import { readText } from "../../wire/decode.js";
import { answerEnvelope, readItems } from "../../wire/envelope.js";
import { itemErrors, wireErrors } from "../../wire/errors.js";
import type { Handler } from "../handler.js";
import { cutPage } from "../list-pages.js";
import { listAddresses } from "./addresses.js";

/** Lists the addresses of a domain, or of all. The words for kind and source are guessed. */
export const getInternalUsers: Handler = (call, emulation) => {
  const items = readItems(call.body);
  const item = items[0] ?? {};
  if (items.length > 1)
    return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.tooMany("data", 1)] }]);
  const domain = readText(item, "domain")?.toLowerCase() ?? null;
  if (domain !== null && !emulation.administration.directory.domains.isVerified(domain))
    return wireErrors.itemsFailed([{ key: item, errors: [itemErrors.forbiddenForAddress()] }]);
  const found = listAddresses(emulation).filter((address) => domain === null || address.domain === domain);
  const { rows, pagination } = cutPage(found, { call, emulation, kind: "internal-users" });
  const users = rows.map(({ emailAddress, name, domain: ofUser, isAlias }) => ({
    name,
    emailAddress,
    domain: ofUser,
    alias: isAlias,
    addressType: "created_manually",
    source: "cloud",
  }));
  return answerEnvelope([{ users, userCount: found.length }], { pagination });
};
