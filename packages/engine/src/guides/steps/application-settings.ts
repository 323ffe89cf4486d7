import { makeStep, type Step } from "../guide.js";

/** Binds the profile to the group. */
export function makeApplicationSettings(): readonly Step[] {
  return [
    makeStep({
      id: "application-settings",
      title: "Bind group and profile by application settings",
      where: ["Administration", "Services", "Applications"],
      instructions: [
        "Right-click **Default Application Settings** and choose **Clone Configuration** (or click **New Application Settings**; both lead to the same form).",
        "Set the fields below and leave the rest as it is.",
        "Click **Save and Exit**.",
      ],
      fields: [
        { label: "Description", value: "Postern API", kind: "exact" },
        { label: "Group", value: "Postern API", kind: "exact", note: "Lookup: the profile group made above" },
        {
          label: "Authentication Profile",
          value: "Postern API",
          kind: "exact",
          note: "Lookup: the profile made above",
        },
      ],
      warnings: [
        "Don't change Default Application Settings itself: it holds for everybody who is in no other group.",
        "Changes take up to 15 minutes to arrive. If the wizard for the keys asks for something you switched off, that is the likely reason.",
      ],
      disagreements: [
        {
          question: "Tick “User Initiated Password Changes”?",
          sides: ["HighGround's guide ticks it, without a reason.", "The others leave it as it is."],
          recommendation:
            "Leave it: nobody should change this password by the way, since that revokes the keys.",
          settledBy: [],
        },
      ],
      checkedBy: ["binding-ttl"],
    }),
  ];
}
