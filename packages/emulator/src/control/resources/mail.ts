import { decideHeld } from "../../console/administer-held.js";
import { addManagedUrl, removeManagedUrl } from "../../console/administer-urls.js";
import { composeUrl, type ManagedUrl } from "../../console/managed-urls.js";
import { rejectReasons } from "../../held/leaving.js";
import type { Emulation } from "../../tenant/emulation.js";
import type { Tenant } from "../../tenant/types.js";
import { isObject, parseJson, readObject, readText } from "../../wire/decode.js";
import { asText, pick } from "../values.js";
import { oneOf, type Resource } from "./resource.js";

/** The hold queue, and what an administrator decides about it. */
export function heldMessages(emulation: Emulation, tenant: Tenant): Resource {
  const list = () =>
    [...tenant.truth("held-messages")].map(({ raw }) => {
      const message = parseJson(raw);
      if (!isObject(message)) throw new TypeError("A held message is JSON");
      return {
        ...message,
        from: readText(readObject(message, "from"), "emailAddress"),
        to: readText(readObject(message, "to"), "emailAddress"),
      };
    });
  return {
    name: "held-messages",
    fields: ["decision", "reason"],
    list,
    change(id, fields, actor) {
      const decision = oneOf(fields["decision"], ["release", "reject"] as const);
      const { reason = rejectReasons[0] } = pick(fields, { reason: (value) => oneOf(value, rejectReasons) });
      decideHeld(decision === "release" ? { id } : { id, reason }, { emulation, actor });
      return { id, decision };
    },
  };
}

/** What clicks are let through or stopped by. */
export function managedUrls(emulation: Emulation): Resource {
  const show = (entry: ManagedUrl) => {
    const { id, action, matchType, comment } = entry;
    return { id, url: composeUrl(entry), action, matchType, comment };
  };
  return {
    name: "managed-urls",
    fields: ["url", "action", "matchType", "comment"],
    list: () => emulation.managedUrls.list().map(show),
    create(fields, actor) {
      const {
        action = "block",
        matchType = "explicit",
        comment = "",
      } = pick(fields, {
        action: (value) => oneOf(value, ["block", "permit"] as const),
        matchType: (value) => oneOf(value, ["explicit", "domain"] as const),
        comment: asText,
      });
      return show(
        addManagedUrl({ url: asText(fields["url"]), action, matchType, comment }, { emulation, actor }),
      );
    },
    remove: (id, actor) => removeManagedUrl(id, { emulation, actor }),
  };
}
