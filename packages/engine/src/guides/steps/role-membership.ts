import { makeStep, type Step } from "../guide.js";
import type { GuidePlan } from "../plan.js";
import { permissionChecks } from "../ticks.js";

/** Until the account is in its role, keys are accepted and every call is refused. */
export function joinRoles({ choices, credentials }: GuidePlan): readonly Step[] {
  return credentials.map((credential) => {
    const role = choices.role === "custom" ? credential.label : "Basic Administrator";
    return makeStep({
      id: `role-membership${credential.suffix}`,
      title: `Put ${credential.accountName} into the role “${role}”`,
      where: ["Administration", "Account", "Roles"],
      instructions: [
        `Click the role **${role}**, then **Add User to Role**.`,
        "Find the service account, tick it, and click **Add Selected Users** (some consoles: click its address).",
      ],
      fields: [{ label: "User", value: `${credential.accountName}@your-domain`, kind: "own" }],
      warnings: [
        "From now on the administrators' authentication profile rules this account's sign-in. Its keys go on working; for **new** keys, take it out of the role first and put it back afterwards.",
      ],
      checkedBy: permissionChecks(credential),
    });
  });
}
