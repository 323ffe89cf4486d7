export { askForReplay, type ReplayIntent, readReplays, settleIntent } from "./intents.js";
