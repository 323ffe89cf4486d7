import type { HandlerGroup } from "../handler.js";
import { discoverAuthentication } from "./discover.js";
import { login } from "./login.js";
import { logout } from "./logout.js";

export const loginHandlers: HandlerGroup = {
  "login.discover-authentication": discoverAuthentication,
  "login.login": login,
  "login.logout": logout,
};
