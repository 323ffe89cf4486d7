export { createUsageBook, type UsageBook } from "./book.js";
export { egressOf, listOwnAddresses } from "./egress.js";
export { readAddresses, readAllBudgets, readBudgets, saveUsage } from "./usage.js";
