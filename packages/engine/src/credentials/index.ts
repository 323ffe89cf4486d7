export type * from "./credential.js";
export { type CredentialStore, createCredentialStore } from "./credentials.js";
export { remindersOf } from "./reminders.js";
export { checkName, describeShape, tellNames } from "./shape.js";
