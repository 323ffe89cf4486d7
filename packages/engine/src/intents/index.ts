export {
  type Intent,
  keepProgress,
  leaveIntent,
  readIntents,
  readProgress,
  settleIntent,
} from "./intents.js";
