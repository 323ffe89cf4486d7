import type { Product } from "@postern/mimecast/catalogue";
import { hourMs, minuteMs } from "../clock/spans.js";
import type { Guesses } from "../guesses/guesses.js";
import { signingKeyOf } from "../wire/signature.js";
import {
  Application1Account,
  type KeyOffice,
  type KeyRequest,
  propagationMinutes,
  readDetails1,
} from "./application1.js";
import { Application2Account } from "./application2.js";
import { type Binding, endBinding } from "./binding.js";
import { type Connector, listConnectors } from "./directories/connectors.js";
import { DirectorySync } from "./directories/directory-sync.js";
import { type EmergencyContact, nobody } from "./emergency-contact.js";
import { EnhancedLogging, type EnhancedLoggingBoxes } from "./enhanced-logging.js";
import { GroupTree } from "./groups.js";
import { IpRanges } from "./ip-ranges.js";
import { KeyForge } from "./key-forge.js";
import { GatewaySettings } from "./mail-gateway/gateway-settings.js";
import { JournalBook } from "./mail-gateway/journal-book.js";
import { ConsoleRefusal, requireText } from "./refusal.js";
import { mayManageApplications, ownRole, type Role, RoleBook } from "./roles.js";
import { SignInRules } from "./sign-in.js";
import { SnapshotBook } from "./snapshots/snapshot-book.js";
import type { Administration, Application1Details, Application2Draft } from "./types.js";
import { endedByDisabling, InternalDirectory, type UserAccount } from "./users.js";

/** Of the applications that are there from the start; no guide has anybody make one of this name. */
const firstName = "Ready Made";
// Long before any clock a test would set: the first application has waited its 30 minutes.
const longAgo = Date.UTC(2015, 0, 1);

export type BindingVerdict =
  | { readonly verdict: "good" }
  | { readonly verdict: "expired" | "revoked" | "void"; readonly because: string };

/** The account's settings, its users, groups, roles and applications, and the rules that hold between them. */
export class AccountAdministration implements Administration {
  readonly directory: InternalDirectory;
  readonly groups: GroupTree;
  readonly roles: RoleBook;
  readonly signIn: SignInRules;
  readonly serviceUser: UserAccount;
  /** Who uses the console until somebody else signs in. */
  readonly administrator: UserAccount;
  readonly directorySync: DirectorySync;
  readonly connectors: readonly Connector[] = listConnectors();
  readonly gateway = new GatewaySettings();
  readonly journaling: JournalBook;
  readonly snapshots: SnapshotBook;
  emergencyContact: EmergencyContact = nobody;
  /** Ids of packages that the vendor has taken from the account. */
  withdrawnPackages: readonly number[] = [];
  readonly logging: EnhancedLogging;
  private readonly guesses: Guesses;
  private readonly rotated: () => void;
  private readonly now: () => number;
  private readonly urls: { readonly v1: string; readonly v2: string };
  private readonly forge: KeyForge;
  private readonly office: KeyOffice;
  /** One for all applications. */
  private readonly baseUrl2: () => string;
  private readonly bindings = new Map<string, Binding>();
  private readonly ones: [Application1Account, ...Application1Account[]];
  private readonly twos: [Application2Account, ...Application2Account[]];
  private ranges = new IpRanges([]);

  constructor(options: {
    readonly seed: number;
    readonly domain: string;
    readonly now: () => number;
    readonly urls: { readonly v1: string; readonly v2: string };
    readonly products: readonly Product[] | null;
    readonly permissions: readonly string[] | null;
    readonly guesses: Guesses;
    /** Told when keys or a client secret are made anew. */
    readonly rotated: () => void;
    readonly groupsChanged: () => void;
  }) {
    this.rotated = options.rotated;
    const { products, permissions, domain, guesses } = options;
    this.guesses = guesses;
    this.now = options.now;
    this.urls = options.urls;
    const forge = new KeyForge(options.seed);
    this.forge = forge;
    this.groups = new GroupTree({
      forge,
      now: options.now,
      delayMs: guesses.groupDelayMinutes * minuteMs,
      changed: options.groupsChanged,
    });
    this.signIn = new SignInRules({
      forge,
      groups: this.groups,
      now: options.now,
      ttlHours: null,
      newerWins: guesses.overlappingSettings === "newer",
      delayMinutes: guesses.settingsDelayMinutes,
    });
    this.roles = new RoleBook({ forge, isInUse: (role) => this.holderOf(role) });
    this.directory = new InternalDirectory({
      forge,
      domain,
      now: options.now,
      shortestPassword: guesses.shortestPassword,
      endKeys: (user, by) => {
        for (const binding of this.bindings.values()) {
          if (binding.user === user) endBinding(binding, { state: "void", by });
        }
      },
      returnKeys: (user) => {
        if (guesses.keysReturnWithUser) this.returnKeys(user);
      },
    });
    this.logging = new EnhancedLogging(options.now);
    this.directorySync = new DirectorySync(options.now, guesses);
    this.journaling = new JournalBook(forge, domain);
    this.snapshots = new SnapshotBook(forge);
    this.administrator = this.directory.createUser({ emailAddress: `admin@${domain}` });
    this.administrator.addRole(this.roles.find("Super Administrator"));
    this.serviceUser = this.directory.createUser({ emailAddress: `svc-api@${domain}` });
    this.serviceUser.setPermissions(permissions);
    this.office = this.openOffice();
    this.baseUrl2 = () => this.urls.v2;
    this.ones = [this.makeOne({ label: "", details: readDetails1({}, firstName), createdAt: longAgo })];
    this.twos = [this.makeTwo({ name: firstName, products, permissions }, { label: "", createdAt: longAgo })];
  }

  get application1(): Application1Account {
    return this.ones[0];
  }

  get application2(): Application2Account {
    return this.twos[0];
  }

  get applications1(): readonly Application1Account[] {
    return this.ones;
  }

  get applications2(): readonly Application2Account[] {
    return this.twos;
  }

  get authenticationCacheTtlHours(): number | null {
    return this.ttlOf(this.serviceUser);
  }

  set authenticationCacheTtlHours(ttlHours: number | null) {
    for (const profile of this.signIn.profiles) this.signIn.editProfile(profile, { ttlHours });
  }

  get ipRanges(): readonly string[] {
    return this.ranges.texts;
  }

  set ipRanges(texts: readonly string[]) {
    this.ranges = new IpRanges(texts);
  }

  get enhancedLogging(): EnhancedLoggingBoxes {
    return this.logging.boxes;
  }

  set enhancedLogging(boxes: boolean | Partial<EnhancedLoggingBoxes>) {
    this.logging.tick(boxes);
  }

  letsIn(address: string): boolean {
    return this.ranges.lets(address);
  }

  createApplication(draft: Partial<Application1Details> = {}): Application1Account {
    const serial = this.ones.length + 1;
    const application = this.makeOne({
      label: `-application-${serial}`,
      details: readDetails1(draft, `Application ${serial}`),
      createdAt: this.now(),
    });
    this.ones.push(application);
    return application;
  }

  /** Throws where somebody may not make such an application. */
  checkApplication2({ name, products }: Application2Draft, by: UserAccount): void {
    if (!mayManageApplications(by.roles)) {
      throw new ConsoleRefusal(
        `${by.emailAddress} may not make applications: it takes a role with Services | API Application | Edit and a security permission to manage application roles.`,
      );
    }
    if (this.twos.some((other) => other.name === name && !other.isDeleted)) {
      throw new ConsoleRefusal(`There is an application ${name} already.`, "Application Name");
    }
    if (products.length === 0) throw new ConsoleRefusal("Choose at least one product.", "Products");
  }

  createApplication2(draft: Application2Draft, by: UserAccount = this.administrator): Application2Account {
    const serial = this.twos.length + 1;
    const name = requireText(draft.name ?? `Application ${serial}`, "Application Name");
    this.checkApplication2({ ...draft, name }, by);
    const label = `-application-${serial}`;
    const application = this.makeTwo({ ...draft, name }, { label, createdAt: this.now() });
    this.twos.push(application);
    return application;
  }

  /** Who stands in the logs for a call with an application's token. */
  userOfToken(application: Application2Account): string {
    const isNamed = this.guesses.auditUserOfTokens === "application";
    return isNamed ? application.name : this.serviceUser.emailAddress;
  }

  findBinding(accessKey: string): Binding | null {
    return this.bindings.get(accessKey) ?? null;
  }

  listBindings(): Iterable<Binding> {
    return this.bindings.values();
  }

  /** How long keys of a user live, by the profile that holds for them. Null: never expire. */
  ttlOf(user: UserAccount): number | null {
    return this.signIn.profileFor(user).ttlHours;
  }

  /** Why a password that is right doesn't do any more; null where it does. */
  whyPasswordIsOver(user: UserAccount): string | null {
    if (this.directory.hasExpiredPassword(user)) return "has a password that has expired";
    const isForced = user.forceChangeAtLogon && this.guesses.forcedChangeRefusesLogin;
    return isForced ? "has to change its password at the next sign-in" : null;
  }

  /** Whether keys still hold, whoever signs with them. */
  judgeBinding(binding: Binding): BindingVerdict {
    const { state, endedBy, application } = binding;
    if (state !== "good") return { verdict: state, because: endedBy ?? state };
    if (this.guesses.expiredPasswordEndsKeys && this.directory.hasExpiredPassword(binding.user))
      return { verdict: "void", because: "its user's password has expired" };
    const ttl = this.ttlOf(binding.user);
    const isOver = ttl !== null && this.now() >= binding.validatedAt + ttl * hourMs;
    if (!isOver || application.extendedSession) return { verdict: "good" };
    return {
      verdict: "expired",
      because: `the authentication cache TTL of ${ttl} hours is over, and the application has no extended session`,
    };
  }

  /** A login with the old access key gives an expired pair a new term. */
  extendBinding(binding: Binding): void {
    binding.validatedAt = this.now();
    binding.state = "good";
    binding.endedBy = null;
  }

  /** A new pair for an application and a user, as a login makes it. The console shows another one still. */
  bind(application: Application1Account, user: UserAccount): Binding {
    this.makeRoom(application, user);
    const issue = this.bindings.size;
    const secretKey = this.forge.make(`secret-key-${issue}`, { issue, form: "base64" });
    const binding: Binding = {
      accessKey: `mY${this.forge.make(`access-key-${issue}`, { issue, form: "base64url" })}`,
      secretKey,
      signingKey: signingKeyOf(secretKey),
      application,
      user,
      validatedAt: this.now(),
      state: "good",
      endedBy: null,
    };
    this.bindings.set(binding.accessKey, binding);
    return binding;
  }

  /** The oldest keys end where a user has as many as may be. */
  private makeRoom(application: Application1Account, user: UserAccount): void {
    const { bindingsPerUser } = this.guesses;
    if (bindingsPerUser === 0) return;
    const held = [...this.bindings.values()].filter(
      (binding) => binding.application === application && binding.user === user && binding.state !== "void",
    );
    for (const old of held.slice(0, held.length - bindingsPerUser + 1))
      endBinding(old, { state: "void", by: "its user has made as many newer keys as may be" });
  }

  private returnKeys(user: UserAccount): void {
    for (const binding of this.bindings.values()) {
      if (binding.user === user && binding.endedBy === endedByDisabling) this.extendBinding(binding);
    }
  }

  /** The code that a second step sends: shown where an emulated phone would show it, the same for half an hour. */
  codeFor(user: UserAccount): string {
    const issue = Math.floor(this.now() / (hourMs / 2));
    const digits = this.forge.make(`code-${user.emailAddress}`, { issue, form: "hex" });
    return String(Number.parseInt(digits.slice(0, 8), 16) % 1_000_000).padStart(6, "0");
  }

  private holderOf(role: Role): string | null {
    const user = this.directory.users.find(({ roles }) => roles.includes(role));
    const application = this.twos.find((candidate) => candidate.role === role && !candidate.isDeleted);
    return user?.emailAddress ?? application?.name ?? null;
  }

  private openOffice(): KeyOffice {
    return {
      baseUrl: () => this.urls.v1,
      serviceUser: () => this.serviceUser,
      mayBind: (application, request) => this.mayBind(application, request),
      bind: (application, user) => this.bind(application, user),
      rotated: () => this.rotated(),
      bindingsOf: (application) =>
        [...this.bindings.values()].filter((binding) => binding.application === application),
    };
  }

  private mayBind(
    application: Application1Account,
    { user, realm, password, code }: KeyRequest & { readonly user: UserAccount },
  ): void {
    const wait = application.minutesToWait(this.now());
    if (wait > 0) {
      throw new ConsoleRefusal(
        `Keys can be made ${propagationMinutes} minutes after the application, by the tenant's clock: ${wait} to go.`,
      );
    }
    if (!application.isEnabled) {
      throw new ConsoleRefusal(`The application ${application.name} is disabled or deleted.`);
    }
    if (!user.isEnabled) throw new ConsoleRefusal(`${user.emailAddress} is disabled.`, "Email Address");
    if (user.isLocked) throw new ConsoleRefusal(`${user.emailAddress} is locked.`, "Email Address");
    const { keysTakeRole } = this.guesses;
    if (keysTakeRole === "before-role" && user.isAdministrator)
      throw new ConsoleRefusal(
        `${user.emailAddress} has a role: take it away, make the keys, give it back.`,
        "Email Address",
      );
    if (keysTakeRole === "after-role" && !user.isAdministrator)
      throw new ConsoleRefusal(`${user.emailAddress} has no role yet.`, "Email Address");
    const profile = this.signIn.profileFor(user);
    if (profile.saml) {
      throw new ConsoleRefusal(
        `${profile.description} enforces single sign-on for ${user.emailAddress}: keys can't be made with it. ${user.isAdministrator ? "It holds for everybody with an administrator's role: take the role away, make the keys, give it back." : "Give the user's group application settings with another profile."}`,
        "Email Address",
      );
    }
    if (password === undefined) return;
    const realms: readonly string[] = user.realms;
    if (realm !== undefined && !realms.includes(realm)) {
      throw new ConsoleRefusal(`${user.emailAddress} has no password of this type.`, "Type");
    }
    if (!user.tryPassword(password, this.directory.passwordRules))
      throw new ConsoleRefusal("The password is wrong.", "Password");
    const unusable = this.whyPasswordIsOver(user);
    if (unusable !== null)
      throw new ConsoleRefusal(`${user.emailAddress} ${unusable}: give it a new one first.`, "Password");
    if (profile.twoStep !== "None" && code !== this.codeFor(user)) {
      throw new ConsoleRefusal(
        `The code sent by ${profile.twoStep} is wrong or missing.`,
        "Verification Code",
      );
    }
  }

  private makeOne(options: {
    readonly label: string;
    readonly details: Application1Details;
    readonly createdAt: number;
  }): Application1Account {
    const { label, details, createdAt } = options;
    requireText(details.name, "Application Name");
    return new Application1Account({
      details,
      createdAt,
      applicationId: this.forge.guid(`application-id${label}`),
      applicationKey: this.forge.guid(`application-key${label}`),
      office: this.office,
    });
  }

  private makeTwo(
    draft: Omit<Application2Draft, "products" | "name"> & {
      readonly name: string;
      readonly products: readonly Product[] | null;
    },
    made: { readonly label: string; readonly createdAt: number },
  ): Application2Account {
    const { permissions = null, role = ownRole(draft.name, permissions), ...rest } = draft;
    const { forge, guesses, rotated, baseUrl2: baseUrl } = this;
    return new Application2Account({ ...rest, ...made, role, guesses, forge, rotated, baseUrl });
  }
}
