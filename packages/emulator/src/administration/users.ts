import { isGranted } from "../console/permissions.js";
import { AliasBook } from "./addresses/alias-book.js";
import { AttributeBook } from "./addresses/attribute-book.js";
import { DelegateBook } from "./addresses/delegate-book.js";
import { ImportBook } from "./addresses/import-book.js";
import { DomainBook } from "./domains.js";
import type { KeyForge } from "./key-forge.js";
import { PasswordRules } from "./password-rules.js";
import { ConsoleRefusal, requireText } from "./refusal.js";
import { joinPermissions, ownRole, type Role } from "./roles.js";
import type { LoginRealm } from "./types.js";

/** Why the keys of somebody end who is disabled. */
export const endedByDisabling = "its user was disabled";

export interface UserDraft {
  readonly emailAddress: string;
  readonly name?: string;
  /** Default: one is made up. */
  readonly password?: string;
  readonly passwordNeverExpires?: boolean;
  readonly forceChangeAtLogon?: boolean;
}

/** An internal address with a sign-in of its own (actions reference, 5.2). */
export class UserAccount {
  readonly emailAddress: string;
  realms: readonly LoginRealm[] = ["Basic-Cloud"];
  passwordNeverExpires: boolean;
  forceChangeAtLogon: boolean;
  name: string;
  allowPop = false;
  allowSmtp = false;
  /** As it was given; null: from the beginning. */
  archiveStartDate: string | null = null;
  readonly createdAt: number;
  private readonly forge: KeyForge;
  private readonly endKeys: (user: UserAccount, by: string) => void;
  private readonly returnKeys: (user: UserAccount) => void;
  private readonly held = new Set<Role>();
  private passwordCount = 0;
  private currentPassword: string;
  private enabled = true;
  private locked = false;
  private wrongPasswords = 0;
  private setAt: number;
  private readonly now: () => number;

  constructor(
    draft: UserDraft,
    options: {
      readonly forge: KeyForge;
      readonly endKeys: (user: UserAccount, by: string) => void;
      readonly returnKeys: (user: UserAccount) => void;
      readonly now: () => number;
    },
  ) {
    this.emailAddress = draft.emailAddress.toLowerCase();
    this.name = draft.name ?? "";
    this.now = options.now;
    this.createdAt = options.now();
    this.setAt = this.createdAt;
    this.passwordNeverExpires = draft.passwordNeverExpires ?? false;
    this.forceChangeAtLogon = draft.forceChangeAtLogon ?? false;
    this.forge = options.forge;
    this.endKeys = options.endKeys;
    this.returnKeys = options.returnKeys;
    this.currentPassword = draft.password ?? this.inventPassword();
  }

  get password(): string {
    return this.currentPassword;
  }

  /** Counts up with every change of the password. */
  get passwordVersion(): number {
    return this.passwordCount;
  }

  /** Since when the password holds. */
  get passwordSetAt(): number {
    return this.setAt;
  }

  /** Wrong passwords, or an administrator, lock an account: signing in fails, keys go on. */
  get isLocked(): boolean {
    return this.locked;
  }

  set isLocked(isLocked: boolean) {
    this.locked = isLocked;
    if (!isLocked) this.wrongPasswords = 0;
  }

  /** Whether it is the password. Too many wrong ones, one after the other, lock the account. */
  tryPassword(password: string, { lockAfter }: Pick<PasswordRules, "lockAfter">): boolean {
    const isRight = password === this.currentPassword;
    this.wrongPasswords = isRight ? 0 : this.wrongPasswords + 1;
    if (lockAfter !== null && this.wrongPasswords >= lockAfter) this.locked = true;
    return isRight;
  }

  get isEnabled(): boolean {
    return this.enabled;
  }

  get roles(): readonly Role[] {
    return [...this.held];
  }

  /** Whoever has a role signs in as an administrator. */
  get isAdministrator(): boolean {
    return this.held.size > 0;
  }

  /** Those of all roles. Null: everything. */
  get permissions(): readonly string[] | null {
    return joinPermissions(this.roles);
  }

  addRole(role: Role): void {
    this.held.add(role);
  }

  removeRole(role: Role): void {
    this.held.delete(role);
  }

  /** In place of all roles one of its own. Null: everything. */
  setPermissions(permissions: readonly string[] | null): void {
    this.held.clear();
    this.held.add(ownRole(this.emailAddress, permissions));
  }

  hasPermission(permission: string | null): boolean {
    const granted = this.permissions;
    return permission === null || granted === null || isGranted(granted, permission);
  }

  disable(): void {
    this.enabled = false;
    this.endKeys(this, endedByDisabling);
  }

  enable(): void {
    this.enabled = true;
    this.returnKeys(this);
  }

  changePassword(password?: string): void {
    this.passwordCount += 1;
    this.currentPassword = password ?? this.inventPassword();
    this.forceChangeAtLogon = false;
    this.setAt = this.now();
    this.endKeys(this, "its user's password was changed");
  }

  private inventPassword(): string {
    const issue = this.passwordCount;
    return `Em-${this.forge.make(`password-${this.emailAddress}`, { issue, form: "base64url" }).slice(0, 20)}`;
  }
}

const addressPattern = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
/** The company's domains, and those of their addresses that were given a sign-in by hand. */
export class InternalDirectory {
  readonly domains: DomainBook;
  readonly aliases = new AliasBook();
  readonly delegates = new DelegateBook();
  readonly imports = new ImportBook();
  readonly passwordRules = new PasswordRules();
  readonly attributes: AttributeBook;
  /** Addresses whose mail is to be purged. */
  readonly purgeList = new Set<string>();
  private readonly forge: KeyForge;
  private readonly now: () => number;
  /** Which rules the vendor has beyond the length isn't published. */
  private readonly shortestPassword: number;
  private readonly endKeys: (user: UserAccount, by: string) => void;
  private readonly returnKeys: (user: UserAccount) => void;
  private readonly heldUsers = new Map<string, UserAccount>();

  constructor(options: {
    readonly forge: KeyForge;
    readonly domain: string;
    readonly now: () => number;
    readonly endKeys: (user: UserAccount, by: string) => void;
    readonly returnKeys: (user: UserAccount) => void;
    readonly shortestPassword: number;
  }) {
    this.shortestPassword = options.shortestPassword;
    this.forge = options.forge;
    this.now = options.now;
    this.domains = new DomainBook({ forge: options.forge, own: options.domain, now: options.now });
    this.attributes = new AttributeBook(options.forge);
    this.endKeys = options.endKeys;
    this.returnKeys = options.returnKeys;
  }

  get users(): readonly UserAccount[] {
    return [...this.heldUsers.values()];
  }

  isGoodPassword(password: string): boolean {
    return password.length >= this.shortestPassword;
  }

  findUser(emailAddress: string): UserAccount | null {
    return this.heldUsers.get(emailAddress.trim().toLowerCase()) ?? null;
  }

  /** Throws where nobody of that address can sign in. */
  requireUser(emailAddress: string): UserAccount {
    const user = this.findUser(emailAddress);
    if (user === null) throw new ConsoleRefusal(`There is no user ${emailAddress}.`, "Email Address");
    return user;
  }

  createUser(draft: UserDraft): UserAccount {
    const emailAddress = requireText(draft.emailAddress, "Email Address").toLowerCase();
    if (!addressPattern.test(emailAddress)) {
      throw new ConsoleRefusal(`${emailAddress} is no email address.`, "Email Address");
    }
    const domain = emailAddress.slice(emailAddress.lastIndexOf("@") + 1);
    if (!this.domains.isVerified(domain)) {
      throw new ConsoleRefusal(`${domain} is not one of the company's domains.`, "Email Address");
    }
    if (this.heldUsers.has(emailAddress)) {
      throw new ConsoleRefusal(`${emailAddress} is there already.`, "Email Address");
    }
    if (draft.password !== undefined && !this.isGoodPassword(draft.password)) {
      throw new ConsoleRefusal(`A password has at least ${this.shortestPassword} characters.`, "Password");
    }
    const { forge, endKeys, returnKeys } = this;
    const user = new UserAccount({ ...draft, emailAddress }, { forge, endKeys, returnKeys, now: this.now });
    this.heldUsers.set(emailAddress, user);
    return user;
  }

  hasExpiredPassword(user: UserAccount): boolean {
    return this.passwordRules.hasExpired(user, this.now());
  }

  deleteUser(user: UserAccount): void {
    this.endKeys(user, "its user was deleted");
    this.heldUsers.delete(user.emailAddress);
  }
}
