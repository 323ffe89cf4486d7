export { applyRetention, giveBackSpace, type TakenAway } from "./apply-retention.js";
export { keepDaysOf, keptSinceOf } from "./plan-retention.js";
