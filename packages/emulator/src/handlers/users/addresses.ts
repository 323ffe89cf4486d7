import type { UserAccount } from "../../administration/users.js";
import type { Emulation } from "../../tenant/emulation.js";

/** An address of the company: of somebody who only sends and receives mail, or of one who can sign in. */
export interface InternalAddress {
  readonly emailAddress: string;
  readonly name: string;
  readonly domain: string;
  readonly account: UserAccount | null;
}

/** Everybody of the company, and those who were given a sign-in by hand. */
export function listAddresses({ administration, traffic }: Emulation): InternalAddress[] {
  const { directory } = administration;
  const staff = new Set(traffic.company.people.map(({ address }) => address));
  const others = directory.users.filter(({ emailAddress }) => !staff.has(emailAddress));
  return [
    ...traffic.company.people.map(({ address, name }) => ({ emailAddress: address, name })),
    ...others,
  ].map(({ emailAddress, name }) => {
    const account = directory.findUser(emailAddress);
    return {
      emailAddress,
      name: account === null || account.name === "" ? name : account.name,
      domain: emailAddress.slice(emailAddress.lastIndexOf("@") + 1),
      account,
    };
  });
}

/** The account of an address; whoever only had mail has one from the first change on. Null: not the company's. */
export function openAccount(emailAddress: string, emulation: Emulation): UserAccount | null {
  const { directory } = emulation.administration;
  const known = directory.findUser(emailAddress);
  if (known !== null) return known;
  const wanted = emailAddress.trim().toLowerCase();
  const person = emulation.traffic.company.people.find(({ address }) => address === wanted);
  return person === undefined ? null : directory.createUser({ emailAddress: wanted, name: person.name });
}
