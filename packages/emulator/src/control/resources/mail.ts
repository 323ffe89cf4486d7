import { ConsoleRefusal } from "../../administration/refusal.js";
import { addManagedUrl, removeManagedUrl } from "../../console/administer-urls.js";
import { composeUrl, type ManagedUrl } from "../../console/managed-urls.js";
import { rejectReasons } from "../../held/leaving.js";
import { noteHold } from "../../logs/audit-trail.js";
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
    change(id, fields) {
      const decision = oneOf(fields["decision"], ["release", "reject"] as const);
      const { reason = rejectReasons[0] } = pick(fields, { reason: (value) => oneOf(value, rejectReasons) });
      if (!list().some((message) => readText(message, "id") === id))
        throw new ConsoleRefusal("This message is not held any more.");
      if (decision === "release") tenant.hold.release(id);
      else tenant.hold.reject(id, reason);
      const what = decision === "release" ? "Held Message Released" : "Held Message Rejected";
      noteHold(what, id, { actor: emulation.administration.administrator.emailAddress, emulation });
      return { id, decision };
    },
  };
}

/** What clicks are let through or stopped by. */
export function managedUrls(emulation: Emulation): Resource {
  const by = () => ({ emulation, actor: emulation.administration.administrator.emailAddress });
  const show = (entry: ManagedUrl) => {
    const { id, action, matchType, comment } = entry;
    return { id, url: composeUrl(entry), action, matchType, comment };
  };
  return {
    name: "managed-urls",
    fields: ["url", "action", "matchType", "comment"],
    list: () => emulation.managedUrls.list().map(show),
    create(fields) {
      const {
        action = "block",
        matchType = "explicit",
        comment = "",
      } = pick(fields, {
        action: (value) => oneOf(value, ["block", "permit"] as const),
        matchType: (value) => oneOf(value, ["explicit", "domain"] as const),
        comment: asText,
      });
      return show(addManagedUrl({ url: asText(fields["url"]), action, matchType, comment }, by()));
    },
    remove: (id) => removeManagedUrl(id, by()),
  };
}
