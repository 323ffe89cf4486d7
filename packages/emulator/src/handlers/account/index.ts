import type { HandlerGroup } from "../handler.js";
import { getEmergencyContact, replaceEmergencyContact, updateEmergencyContact } from "./emergency-contact.js";
import { getAccount, getDashboardNotifications, getPackages, getSupportInfo } from "./state.js";
import { tellWhoIAm } from "./whoami.js";

export const accountHandlers: HandlerGroup = {
  "account.get-account": getAccount,
  "account.get-support-info": getSupportInfo,
  "account.get-dashboard-notifications": getDashboardNotifications,
  "account.emergency-contact.get": getEmergencyContact,
  "account.emergency-contact.replace": replaceEmergencyContact,
  "account.emergency-contact.update": updateEmergencyContact,
  "identity.whoami": tellWhoIAm,
  "provisioning.get-packages": getPackages,
};
