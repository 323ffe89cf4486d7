import type { Page } from "../page.js";
import { accountSettings } from "./account-settings.js";
import { applicationPanel } from "./application-panel.js";
import { editSettings, settingsList } from "./applications.js";
import { editProfile, profileList } from "./authentication-profiles.js";
import { createKeys } from "./create-keys.js";
import { clockAndPhone, requestLog } from "./emulation.js";
import { faultsPage } from "./faults.js";
import { managedSenderList, policyList } from "./gateway.js";
import { heldMessages } from "./held.js";
import { home } from "./home.js";
import { availableIntegrations, confirmAct, yourIntegrations } from "./integrations.js";
import { addressList, domainList, editAddress, newAddress } from "./internal-directories.js";
import { logPages } from "./logs.js";
import { newApplication1 } from "./new-application-1.js";
import { newApplication2 } from "./new-application-2.js";
import { addMembers, profileGroups } from "./profile-groups.js";
import { addUser, editRole, newRole, roleList } from "./roles.js";
import { signInPage } from "./sign-in.js";
import { managedUrlList } from "./url-protection.js";

/** All pages of the console. */
export const pages: readonly Page[] = [
  home,
  accountSettings,
  roleList,
  newRole,
  editRole,
  addUser,
  domainList,
  addressList,
  newAddress,
  editAddress,
  profileGroups,
  addMembers,
  policyList,
  managedSenderList,
  heldMessages,
  ...logPages,
  settingsList,
  editSettings,
  profileList,
  editProfile,
  availableIntegrations,
  yourIntegrations,
  applicationPanel,
  confirmAct,
  newApplication1,
  createKeys,
  newApplication2,
  managedUrlList,
  clockAndPhone,
  requestLog,
  faultsPage,
  signInPage,
];
