export { createUsageBook, type UsageBook } from "./book.js";
export { readAddresses, readBudgets, saveUsage } from "./usage.js";
