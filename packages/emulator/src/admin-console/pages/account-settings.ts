import { ConsoleRefusal } from "../../administration/refusal.js";
import { Fields, factList, listed, sent } from "../fields.js";
import { type Html, html, nothing } from "../html.js";
import type { Page } from "../page.js";

const path = ["Account", "Account Settings"];
const root = "/account/settings";

const boxes = [
  ["inbound", "Inbound"],
  ["outbound", "Outbound"],
  ["internal", "Internal"],
] as const;

export const accountSettings: Page = {
  path: root,
  show(call) {
    const { tenant, emulation, administration, refusal } = call;
    const { region, absentProducts } = emulation;
    const { passwordRules } = administration.directory;
    const fields = new Fields(call);
    return {
      title: "Account Settings",
      path,
      body: html`<form method="post">
${section("Account Settings", {
  isOpen: true,
  body: factList([
    ["Account Name", tenant.account.name],
    ["Account Code", html`<code>${tenant.account.code}</code>`],
    ["Region", region.toUpperCase()],
    ["Not part of this account", absentProducts.join(", ")],
  ]),
})}
${section("User Access and Permissions", {
  isOpen: refusal !== null,
  body: fields.area({
    name: "ranges",
    label: "Admin IP Ranges",
    value: administration.ipRanges.join("\n"),
    help: "One a line, as 192.0.2.0/24. Empty: administrators and their programs are let in from everywhere. As soon as one stands here, everybody else is locked out, programs with an administrator's role too.",
  }),
})}
${section("Password Complexity and Expiration", {
  isOpen: refusal !== null,
  body: html`${fields.text({ name: "expiry", label: "Passwords Expire After", value: String(passwordRules.expiryDays ?? ""), help: "Days. Empty: never. An expired password ends its user's keys; Password Never Expires keeps a service account out of it." })}
${fields.text({ name: "lock", label: "Lock After", value: String(passwordRules.lockAfter ?? ""), help: "Wrong passwords one after the other. Empty: never." })}`,
})}
${section("Enhanced Logging", {
  isOpen: false,
  body: html`${boxes.map(([name, label]) => fields.tick({ name, label, isOn: administration.enhancedLogging[name], sentWith: "ranges" }))}
<p class="help">Whose mail stands in the mail logs of API 1.0. They have nothing of a box that isn't ticked, and nothing says why.</p>`,
})}
<p class="tools"><button class="main">Save</button></p></form>
<p class="help">Calls from this machine seem to come from ${emulation.egressAddress}.</p>`,
    };
  },
  take({ administration, form }) {
    const ranges = listed(sent(form, "ranges"));
    try {
      administration.ipRanges = ranges;
    } catch (error) {
      throw new ConsoleRefusal(error instanceof Error ? error.message : String(error), "Admin IP Ranges");
    }
    const { passwordRules } = administration.directory;
    passwordRules.expiryDays = readLimit(sent(form, "expiry"));
    passwordRules.lockAfter = readLimit(sent(form, "lock"));
    administration.enhancedLogging = Object.fromEntries(boxes.map(([name]) => [name, form.has(name)]));
    return { goTo: root };
  },
};

function readLimit(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}

function section(title: string, { isOpen, body }: { readonly isOpen: boolean; readonly body: Html }): Html {
  return html`<details class="section"${isOpen ? html` open` : nothing}><summary>${title}</summary><div>${body}</div></details>`;
}
