import { type BoundAction, bindReading, bindWriting } from "../model/bind.js";
import { createAlteration } from "./create-alteration.js";
import { createAlterationSet } from "./create-alteration-set.js";
import { deleteAlteration } from "./delete-alteration.js";
import { listAlterationSets } from "./list-alteration-sets.js";
import { listAddressAlterations } from "./list-alterations.js";

/** What policies of the family address-alteration apply. There is no update of any of it, and no deleting of a set. */
export const alterationActions: readonly BoundAction[] = [
  bindReading(listAlterationSets),
  bindWriting(createAlterationSet),
  bindReading(listAddressAlterations),
  bindWriting(createAlteration),
  bindWriting(deleteAlteration),
];
