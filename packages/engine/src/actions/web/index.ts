import { type BoundAction, bindReading, bindWriting } from "../model/bind.js";
import { createWebPolicy } from "./create-web-policy.js";
import { deleteWebPolicy } from "./delete-web-policy.js";
import { listWebPolicies } from "./list-web-policies.js";
import { updateWebPolicy } from "./update-web-policy.js";

/** Policies for people's browsing: no call lists them, so those that our own runs made are remembered by their ids. */
export const webActions: readonly BoundAction[] = [
  bindReading(listWebPolicies),
  bindWriting(createWebPolicy),
  bindWriting(updateWebPolicy),
  bindWriting(deleteWebPolicy),
];
