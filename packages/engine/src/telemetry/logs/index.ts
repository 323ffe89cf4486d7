export { createLog, type Log, type LogLine, type LogTarget } from "./create-log.js";
export { type LogLevel, logLevels } from "./entries.js";
