import { ConsoleRefusal } from "../../administration/refusal.js";
import { noteManagedSender } from "../../logs/audit-trail.js";
import { families, familyNames } from "../../policies/families.js";
import type { PolicyTarget } from "../../policies/policy.js";
import { isAddress } from "../../wire/addresses.js";
import { actionButton, Fields, sent } from "../fields.js";
import { html } from "../html.js";
import type { Page, PageCall } from "../page.js";
import { state, table } from "../table.js";

export const policyList: Page = {
  path: "/gateway/policies",
  show: (call) => ({
    title: "Policies",
    path: ["Gateway", "Policies"],
    body: html`<p class="quiet">They are made and deleted over the API: here one sees what a call did.</p>
${table({
  caption: "Policies",
  heads: ["Policy", "Description", "From", "To", "Option", "State"],
  rows: familyNames.flatMap((family) =>
    call.emulation.policies
      .of(family)
      .list()
      .map(({ description, from, to, option, enabled }) => [
        families[family].title,
        description,
        describeTarget(call, from),
        describeTarget(call, to),
        describeOption(option),
        enabled ? state("enabled", "good") : state("disabled", "off"),
      ]),
  ),
  empty: "No policy yet.",
})}`,
  }),
};

function describeOption(option: string | null): string {
  if (option === "no_action") return "Take no action";
  const words = option?.replaceAll("_", " ") ?? "";
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function describeTarget({ administration }: PageCall, target: PolicyTarget): string {
  const { type, emailAddress, emailDomain, groupId, headerDisplayName } = target;
  if (groupId !== undefined)
    return `profile group ${administration.groups.get(groupId)?.name ?? "that is gone"}`;
  return emailAddress ?? emailDomain ?? headerDisplayName ?? type.replaceAll("_", " ");
}

const sendersRoot = "/gateway/managed-senders";

/** The recipients' own lists. No call reads them, so this is the place to look. */
export const managedSenderList: Page = {
  path: sendersRoot,
  show(call) {
    const fields = new Fields(call);
    return {
      title: "Managed Senders",
      path: ["Gateway", "Managed Senders"],
      body: html`${table({
        caption: "Managed senders",
        heads: ["Sender", "Recipient", "Type", ""],
        rows: call.emulation.managedSenders.list().map(({ id, sender, to, type }) => [
          sender,
          to,
          state(type, type === "Permit" ? "good" : "warn"),
          actionButton({
            label: "Remove",
            spoken: `Remove ${sender} for ${to}`,
            values: { do: "remove", id },
          }),
        ]),
        empty: "Nobody has permitted or blocked a sender yet.",
      })}
<form method="post" class="sheet"><h2>Permit or Block a Sender</h2>
${fields.text({ name: "sender", label: "Sender" })}
${fields.text({ name: "to", label: "Recipient", help: `Somebody of ${call.tenant.account.domain}.` })}
${fields.select({
  name: "type",
  label: "Type",
  choices: [
    ["Block", "Block"],
    ["Permit", "Permit"],
  ],
})}
<button class="main">Add</button></form>`,
    };
  },
  take(call) {
    const { emulation, actor, form } = call;
    const { managedSenders, clock, mint } = emulation;
    const who = { actor: actor.emailAddress, emulation };
    if (sent(form, "do") === "remove") {
      const entry = managedSenders.list().find(({ id }) => id === sent(form, "id"));
      if (entry === undefined) throw new ConsoleRefusal("This entry is gone already.");
      managedSenders.remove(({ id }) => id === entry.id, clock.now());
      noteManagedSender("Managed Sender Deleted", entry, who);
    } else {
      const type = sent(form, "type") === "Permit" ? "Permit" : "Block";
      const makeId = (serial: number) => `MTOKEN:${mint.seal("managed-sender", [serial])}`;
      const entry = managedSenders.put({ ...readPair(call), type }, { now: clock.now(), makeId });
      noteManagedSender("Managed Sender Updated", entry, who);
    }
    emulation.forgetFuture();
    return { goTo: sendersRoot };
  },
};

function readPair({ emulation, tenant, form }: PageCall) {
  const sender = sent(form, "sender").trim().toLowerCase();
  if (!isAddress(sender)) throw new ConsoleRefusal("Sender takes an email address.", "Sender");
  const named = sent(form, "to").trim().toLowerCase();
  if (!emulation.isInternalAddress(named)) {
    throw new ConsoleRefusal(`Nobody of ${tenant.account.name} has this address.`, "Recipient");
  }
  return { sender, to: emulation.administration.directory.aliases.resolve(named) };
}
