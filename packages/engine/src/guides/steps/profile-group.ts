import { makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";

/** The group by which settings reach the service account. */
export function makeProfileGroup({ credentials }: GuidePlan): readonly Step[] {
  return [
    makeStep({
      id: "profile-group",
      title: "Make a profile group for it",
      where: ["Administration", "Directories", "Profile Groups"],
      instructions: [
        "Click the **+** beside the folder **Root**: a New Folder appears under it.",
        "Click the new folder, type the name below into **Edit Group**, and press Enter.",
        "With the folder selected, click **Build**, **Add Email Addresses**, enter what stands below, and click **Save and Exit**.",
      ],
      fields: [
        { label: "Edit Group", value: "Postern API", kind: "exact" },
        {
          label: "Group Additions",
          value: credentials.map(({ accountName }) => `${accountName}@your-domain`).join(", "),
          kind: "own",
          note: "nobody else: the next two steps loosen sign-in for whoever is in this group",
        },
      ],
      disagreements: [
        {
          question: "Is a second group for administrators needed?",
          sides: [
            "HighGround's guide also makes a group “Admin” with all Super and Full Administrators.",
            "The other guides don't, and nothing later uses it.",
          ],
          recommendation: "Leave it out.",
          settledBy: [],
        },
      ],
      checkedBy: ["binding-ttl"],
    }),
  ];
}
