import { type Field, makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** The one field by which an integration can lock a whole company out of its console. */
export function allowAddresses({ choices }: GuidePlan): readonly Step[] {
  const { ipRanges, msp } = choices;
  return [
    makeStep({
      id: "admin-ip-ranges",
      title: "Let Postern through the Admin IP Ranges, if there are any",
      where: ["Administration", "Account", "Account Settings", "User Access and Permissions"],
      instructions: [
        "Look at **Admin IP Ranges**.",
        "If the field is **empty**, leave it empty and change nothing: there is no restriction.",
        ipRanges.length === 0
          ? "If it **holds ranges**, Postern's address must be added to them. Ask whoever runs Postern from which public address it calls; `postern doctor` shows it as seen from outside."
          : "If it **holds ranges**, add the lines below to those that are there, and remove none.",
        "Before you save, see that the address you yourself come from is in the list.",
      ],
      fields: ipRanges.map(
        (value): Field => ({
          label: "Admin IP Ranges",
          value,
          kind: "exact",
          note: "in addition to what is there",
        }),
      ),
      warnings: [
        `**Never list Postern's addresses alone.** As soon as the field holds anything, administrators are let in from the listed addresses only: every one of you would be locked out${msp ? "; your own access as a service provider would stay, your client's would not" : ""}.`,
        "A firewall or proxy of yours may also have to let Postern out to the API's host, port 443.",
      ],
      checkedBy: ["ip-range"],
    }),
  ];
}
