import { nameEntries, reads, writes } from "../entries.js";

const edit = { products: ["Policy Management"], permission: "Gateway | Policies | Edit" } as const;
const read = { products: ["Policy Management"], permission: "Gateway | Policies | Read" } as const;
const webEdit = { products: ["Policy Management"], permission: "Web Security | Policies | Edit" } as const;
const webRead = { products: ["Policy Management"], permission: "Web Security | Policies | Read" } as const;
const alteration = "/api/policy/address-alteration";

export const policyOperations = nameEntries({
  "policy.antispoofing-bypass.create-policy": writes("/api/policy/antispoofing-bypass/create-policy", {
    summary: "Create a policy that lets mail past the anti-spoofing checks by its SPF record.",
    ...edit,
    maxItems: 1,
    oddities: ["One integration states 50 policies a call."],
    confidence: "conflicting",
  }),
  "policy.antispoofing-bypass.get-policy": reads("/api/policy/antispoofing-bypass/get-policy", {
    summary: "List the anti-spoofing bypass policies, or read some by id.",
    ...read,
    maxItems: 500,
  }),
  "policy.antispoofing-bypass.update-policy": writes("/api/policy/antispoofing-bypass/update-policy", {
    summary: "Change an anti-spoofing bypass policy.",
    ...edit,
    maxItems: 1,
    oddities: ["id and option are required."],
  }),
  "policy.antispoofing-bypass.delete-policy": writes("/api/policy/antispoofing-bypass/delete-policy", {
    summary: "Delete anti-spoofing bypass policies.",
    ...edit,
    maxItems: 500,
  }),
  "policy.address-alteration.create-address-alteration-set": writes(
    `${alteration}/create-address-alteration-set`,
    {
      summary: "Create a set of address alterations.",
      ...edit,
      maxItems: 1,
      oddities: ["A set can be neither changed nor deleted."],
    },
  ),
  "policy.address-alteration.get-address-alteration-set": reads(`${alteration}/get-address-alteration-set`, {
    summary: "Read the sets of address alterations.",
    ...read,
    maxItems: 1,
    oddities: ["The same set can come back under another id."],
  }),
  "policy.address-alteration.create-definition": writes(`${alteration}/create-definition`, {
    summary: "Add address alterations to a set.",
    ...edit,
    maxItems: 1,
    oddities: ["At most 3,000 in all through the API.", "Domains must be internal."],
  }),
  "policy.address-alteration.get-definition": reads(`${alteration}/get-definition`, {
    summary: "Find address alterations.",
    ...read,
    maxItems: 1,
    rowsUnder: "items",
    oddities: ["At least one filter must be sent.", "folderId is left out unless filtered by."],
  }),
  "policy.address-alteration.delete-definition": writes(`${alteration}/delete-definition`, {
    summary: "Delete address alterations.",
    ...edit,
    oddities: ["There is no update: delete, then create."],
  }),
  "policy.address-alteration.create-policy": writes(`${alteration}/create-policy`, {
    summary: "Create a policy that applies a set of address alterations.",
    ...edit,
    maxItems: 1,
  }),
  "policy.address-alteration.get-policy": reads(`${alteration}/get-policy`, {
    summary: "List the address alteration policies, or read some by id.",
    ...read,
    maxItems: 500,
    oddities: ["The same policy can come back under another id."],
  }),
  "policy.address-alteration.update-policy": writes(`${alteration}/update-policy`, {
    summary: "Change an address alteration policy.",
    ...edit,
    maxItems: 1,
  }),
  "policy.address-alteration.delete-policy": writes(`${alteration}/delete-policy`, {
    summary: "Delete address alteration policies.",
    ...edit,
    maxItems: 500,
  }),
  "policy.webwhiteurl.create-policy-with-targets": writes(
    "/api/policy/webwhiteurl/create-policy-with-targets",
    {
      summary: "Create a Web Security policy with the URLs it allows or blocks.",
      ...webEdit,
      maxItems: 1,
      oddities: [
        "Policies can't be listed: remember the id.",
        "5,000 URLs a policy, 25,000 an account; no wildcards.",
      ],
    },
  ),
  "policy.webwhiteurl.get-policy-with-targets": reads("/api/policy/webwhiteurl/get-policy-with-targets", {
    summary: "Read a Web Security policy by its id.",
    ...webRead,
    maxItems: 1,
    oddities: ["Each scope comes wrapped as id, policy and locations, other than it was written."],
  }),
  "policy.webwhiteurl.update-policy-with-targets": writes(
    "/api/policy/webwhiteurl/update-policy-with-targets",
    { summary: "Change a Web Security policy.", ...webEdit, maxItems: 1 },
  ),
  "policy.webwhiteurl.delete-policy-with-targets": writes(
    "/api/policy/webwhiteurl/delete-policy-with-targets",
    { summary: "Delete a Web Security policy.", ...webEdit, maxItems: 1 },
  ),
});
