import type { Permission, Product } from "@postern/mimecast/catalogue";
import type { CheckId, Tick } from "./guide.js";
import { joinNeeds } from "./join.js";
import type { CredentialPlan } from "./plan.js";

/** What other consoles and texts call the same thing. */
const permissionNotes: { readonly [P in Permission]?: string } = {
  "Services | URL Protection | Edit":
    "Some consoles list it as Targeted Threat Protection - URL Protect: the same thing under another label.",
};

const productNotes: { readonly [P in Product]?: string } = {
  "Threats, Security Events and Data for CG":
    "Some lists leave out “for CG” or set another comma. There is a twin for CI (Cloud Integrated): that is not it.",
  "Threats, Security Events and Data for CI":
    "For Cloud Integrated; its twin for CG (Cloud Gateway) does not open it. No permission of the role is stated for it.",
};

export function productTicks({ requirements }: CredentialPlan): Tick[] {
  return [...requirements.products].map(([name, needs]) =>
    toTick({ kind: "product", name, why: `for ${joinNeeds(needs)}`, note: productNotes[name] }),
  );
}

/** Products that other feeds and actions of this credential would need. */
export function laterProductTicks({ requirements, everything }: CredentialPlan): Tick[] {
  return [...everything.products]
    .filter(([name]) => !requirements.products.has(name))
    .map(([name, needs]) =>
      toTick({
        kind: "product",
        name,
        why: `if you ever want ${joinNeeds(needs)}`,
        note: productNotes[name],
      }),
    );
}

export function permissionTicks({ requirements }: CredentialPlan): Tick[] {
  return [...requirements.permissions].map(([name, needs]) =>
    toTick({ kind: "permission", name, why: `for ${joinNeeds(needs)}`, note: permissionNotes[name] }),
  );
}

export function permissionChecks({ requirements }: CredentialPlan): CheckId[] {
  return [...requirements.permissions.keys()].map((name): CheckId => `permission:${name}`);
}

export function productChecks({ requirements }: CredentialPlan): CheckId[] {
  return [...requirements.products.keys()].map((name): CheckId => `product:${name}`);
}

export function useChecks({
  feeds,
  actions,
}: {
  feeds: readonly string[];
  actions: readonly string[];
}): CheckId[] {
  return [
    ...feeds.map((name): CheckId => `feed:${name}`),
    ...actions.map((name): CheckId => `action:${name}`),
  ];
}

function toTick({ note, ...tick }: Omit<Tick, "note"> & { readonly note: string | undefined }): Tick {
  return note === undefined ? tick : { ...tick, note };
}
