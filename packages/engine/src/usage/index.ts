export { createUsageBook } from "./book.js";
export { egressOf, listOwnAddresses } from "./egress.js";
export {
  readAddresses,
  readAllBudgets,
  readBudgets,
  readOthersSpending,
  saveUsage,
  type UsageNotes,
} from "./usage.js";
