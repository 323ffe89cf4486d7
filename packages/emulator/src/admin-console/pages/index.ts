import type { Page } from "../page.js";
import { accountSettings } from "./account-settings.js";
import { editProfile, editSettings, profileList, settingsList } from "./applications.js";
import { clockAndPhone, requestLog, signInPage } from "./emulation.js";
import { home } from "./home.js";
import { applicationPanel, availableIntegrations, yourIntegrations } from "./integrations.js";
import { addressList, domainList, editAddress, newAddress } from "./internal-directories.js";
import { createKeys, newApplication1 } from "./new-application-1.js";
import { newApplication2 } from "./new-application-2.js";
import { profileGroups } from "./profile-groups.js";
import { editRole, newRole, roleList } from "./roles.js";

/** All pages of the console. */
export const pages: readonly Page[] = [
  home,
  accountSettings,
  roleList,
  newRole,
  editRole,
  domainList,
  addressList,
  newAddress,
  editAddress,
  profileGroups,
  settingsList,
  editSettings,
  profileList,
  editProfile,
  availableIntegrations,
  yourIntegrations,
  applicationPanel,
  newApplication1,
  createKeys,
  newApplication2,
  clockAndPhone,
  requestLog,
  signInPage,
];
