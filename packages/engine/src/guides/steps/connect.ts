import { makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";
import { useChecks } from "../ticks.js";

const values = {
  "1.0": "Application ID, Application Key, Access Key and Secret Key",
  "2.0": "Client ID and Client Secret",
} as const;

/** The way from the console into Postern's vault. */
export function giveToPostern(plan: GuidePlan): readonly Step[] {
  const { generation, credentials, connectionName } = plan;
  const many = credentials.length > 1;
  return [
    makeStep({
      id: "connect",
      title: many ? "Give both sets of keys to Postern" : "Give the keys to Postern",
      instructions: [
        `On the machine where Postern runs, start the first command. It asks for the base URL, and for ${values[generation]} without showing what you type; nothing secret stands on the command line.`,
        ...(many
          ? [
              "Give the values of “Postern reading” as the credential that reads, and those of “Postern acting” as the one that acts. Mixed up, reading is refused and the acting one stays unused.",
            ]
          : []),
        "If somebody else runs Postern, hand the values over through a password manager's sharing, or type them in yourself. **Never by mail or chat**, and never on this page.",
        "Then start the second command. It checks every step of this guide and names what is missing.",
        "The connection is pending until the first data arrives, and connected from then on.",
      ],
      commands: [connectCommand(plan), `postern doctor ${connectionName}`],
      fields: [
        {
          label: "Name of the connection",
          value: connectionName,
          kind: "exact",
          note: "any other will do",
        },
      ],
      warnings: [
        generation === "1.0"
          ? "Postern needs these values and nothing more: never your own password, and not the service account's."
          : "Postern needs these values and nothing more: never your own password.",
      ],
      checkedBy: [
        "clock",
        ...(generation === "2.0" ? (["token"] as const) : (["application", "signature"] as const)),
        ...useChecks(plan),
      ],
    }),
  ];
}

/** Names every choice, so that what runs is what this guide was written for. */
function connectCommand({ connectionName, generation, feeds, actions }: GuidePlan): string {
  const list = (names: readonly string[]) => (names.length === 0 ? '""' : names.join(","));
  return `postern connect --name ${connectionName} --generation ${generation} --feeds ${list(feeds)} --actions ${list(actions)}`;
}
