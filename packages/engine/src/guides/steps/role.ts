import { type Disagreement, makeStep, type Step } from "../guide.js";
import type { CredentialPlan, GuidePlan } from "../plan.js";
import { permissionChecks, permissionTicks } from "../ticks.js";

/** The role that decides what the keys may do: one for each credential. */
export function makeRoles(plan: GuidePlan): readonly Step[] {
  return plan.choices.role === "custom"
    ? plan.credentials.map((credential) => makeCustomRole(plan, credential))
    : [reviewBasicAdministrator(plan)];
}

function makeCustomRole(plan: GuidePlan, credential: CredentialPlan): Step {
  const isNew = plan.generation === "2.0";
  return makeStep({
    id: `role${credential.suffix}`,
    title: `Make the role “${credential.label}”`,
    where: ["Administration", "Account", "Roles"],
    instructions: [
      "Click **New Role** and fill in the fields below. (Newer consoles call the page **Admin Roles**.)",
      "Under **Application Permissions**, clear whatever is ticked already, then tick exactly the entries listed here. A name reads: menu | entry | level.",
      "Click **Save and Exit**.",
      ...(isNew ? [] : ["Don't add anybody to the role yet: a later step does, after the keys exist."]),
    ],
    fields: [
      { label: "Role Name", value: credential.label, kind: "exact" },
      { label: "Description", value: "What Postern may do through the API", kind: "exact" },
      {
        label: "Security Permissions",
        value: "Cannot Manage Roles",
        kind: "exact",
        note: "so that the keys can never give themselves more",
      },
    ],
    tick: permissionTicks(credential),
    warnings: [
      "If an entry is not in the tree, its licence is probably missing, or it stands under another menu. Leave it out, go on, and read what `postern doctor` says about it.",
      "A role can be edited later: a permission that turns out to be missing is added here, without new keys.",
    ],
    disagreements: [isNew ? breadthOfRadiant : breadthOfBasicAdministrator],
    checkedBy: permissionChecks(credential),
  });
}

const breadthOfRadiant: Disagreement = {
  question: "How much must the role hold?",
  sides: [
    "Radiant's guide ticks every level (“All”) of policies, managed senders, URL protection and groups, whatever is used.",
    "The vendor's reference names one permission for each call.",
  ],
  recommendation:
    "Tick what the calls of the chosen feeds and actions need, and nothing else. “All” is every level of an entry; Postern never needs it.",
  settledBy: [],
};

const breadthOfBasicAdministrator: Disagreement = {
  question: "Own role, or Basic Administrator?",
  sides: [
    "The guides of Arctic Wolf and HighGround put the service account into Basic Administrator.",
    "Seceon's says that this usually suffices, and shows a role of one's own as the other way.",
  ],
  recommendation: "A role of one's own: keys that leak can then do no more than what stands here.",
  settledBy: [],
};

function reviewBasicAdministrator({ credentials, generation }: GuidePlan): Step {
  const ticks = credentials.flatMap(permissionTicks);
  return makeStep({
    id: "role",
    title: "Look at the role Basic Administrator",
    where: ["Administration", "Account", "Roles"],
    instructions: [
      "Open **Basic Administrator** and see that it holds the permissions listed here. If it lacks one, make a role of your own instead.",
      ...(generation === "1.0"
        ? ["Don't add the service account yet: a later step does, after the keys exist."]
        : []),
    ],
    tick: ticks.filter(({ name }, index) => ticks.findIndex((tick) => tick.name === name) === index),
    warnings: [
      "This role may do far more than Postern asks for, so leaked keys may as well. A role of your own with only these permissions is safer.",
    ],
    disagreements: generation === "1.0" ? [breadthOfBasicAdministrator] : [],
    checkedBy: [...new Set(credentials.flatMap(permissionChecks))],
  });
}
