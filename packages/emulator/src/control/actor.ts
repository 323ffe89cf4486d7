import type { UserAccount } from "../administration/users.js";
import type { Emulation } from "../tenant/emulation.js";

/** The cookie that the console gives whoever signs in; programs may send it too. */
export const actorCookie = "emulated-user";

/** Nobody has to sign in to look around: until then the account's administrator is at the console. */
export function readActor({ administration }: Emulation, cookies = ""): UserAccount {
  const [, address] = new RegExp(`(?:^|;\\s*)${actorCookie}=([^;]+)`).exec(cookies) ?? [];
  const user = address === undefined ? null : administration.directory.findUser(decode(address));
  return user?.isEnabled === true && user.isAdministrator ? user : administration.administrator;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
