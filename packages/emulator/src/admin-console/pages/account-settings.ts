import { ConsoleRefusal } from "../../administration/refusal.js";
import { areaField, sent, tickField } from "../fields.js";
import { html } from "../html.js";
import type { Page } from "../page.js";

const path = ["Account", "Account Settings"];
const root = "/account/settings";

export const accountSettings: Page = {
  path: root,
  show({ administration, account, form }, refusal) {
    const ranges = form.has("ranges") ? sent(form, "ranges") : administration.ipRanges.join("\n");
    return {
      title: "Account Settings",
      path,
      body: html`<form method="post" class="sheet">
<fieldset><legend>Account</legend><p>${account.name}, ${account.code}</p></fieldset>
<fieldset><legend>User Access and Permissions</legend>
${areaField({ name: "ranges", label: "Admin IP Ranges", value: ranges, help: "One a line, as 192.0.2.0/24. Empty: administrators and their programs are let in from everywhere. As soon as one stands here, everybody else is locked out." })}
</fieldset>
<fieldset><legend>Enhanced Logging</legend>
${tickField({ name: "logging", label: "Inbound, Outbound, Internal: mail logs for API 1.0", isOn: administration.enhancedLogging })}
</fieldset>
<button class="main">Save</button></form>`,
      ...(refusal === undefined ? {} : { refusal }),
    };
  },
  take({ administration, form }) {
    const ranges = sent(form, "ranges")
      .split(/[\s,;]+/)
      .filter((text) => text !== "");
    try {
      administration.ipRanges = ranges;
    } catch (error) {
      throw new ConsoleRefusal(error instanceof Error ? error.message : String(error), "Admin IP Ranges");
    }
    administration.enhancedLogging = form.has("logging");
    return { goTo: root };
  },
};
