export { createUsageBook, type UsageBook } from "./book.js";
export { readAddresses, readAllBudgets, readBudgets, saveUsage } from "./usage.js";
