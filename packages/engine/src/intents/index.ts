export { type Intent, leaveIntent, readIntents, settleIntent } from "./intents.js";
