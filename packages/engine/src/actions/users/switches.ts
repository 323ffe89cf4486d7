import { createUserSwitch } from "./user-switch.js";

const ownKeys =
  "If it is the user whose keys this connection uses, the connection ends with it: nothing of Postern's can then take it back.";

export const lockUser = createUserSwitch({
  name: "lock-user",
  sentence: "Locks a user out of Mimecast's own applications; mail goes on.",
  fields: { accountLocked: true },
  describe: (user) => `Locks ${user} out.`,
  warn: [ownKeys],
});

export const unlockUser = createUserSwitch({
  name: "unlock-user",
  sentence: "Lets a locked user in again.",
  fields: { accountLocked: false },
  describe: (user) => `Lets ${user} in again.`,
});

export const disableUser = createUserSwitch({
  name: "disable-user",
  sentence: "Disables the account of a user; the user's access keys end with it.",
  fields: { accountDisabled: true },
  describe: (user) => `Disables ${user}.`,
  warn: [ownKeys],
  remains: ["Access keys of the user that ended meanwhile may not come back: new ones are then to be made."],
});

export const enableUser = createUserSwitch({
  name: "enable-user",
  sentence: "Enables the account of a user again.",
  fields: { accountDisabled: false },
  describe: (user) => `Enables ${user}.`,
});
