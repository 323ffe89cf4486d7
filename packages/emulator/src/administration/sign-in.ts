import { minuteMs } from "../clock/spans.js";
import { Timeline } from "../clock/timeline.js";
import type { GroupTree, ProfileGroup } from "./groups.js";
import { isIpRange } from "./ip-ranges.js";
import type { KeyForge } from "./key-forge.js";
import { ConsoleRefusal, requireText } from "./refusal.js";

export const twoStepMethods = ["None", "Email", "SMS", "3rd Party App"] as const;
export type TwoStepMethod = (typeof twoStepMethods)[number];

export const passwordResets = ["Not Allowed", "Email", "SMS", "Email or SMS"] as const;
export type PasswordReset = (typeof passwordResets)[number];

/** How somebody signs in, and how long that lasts (actions reference, 5.4). */
export interface AuthenticationProfile {
  readonly id: string;
  readonly description: string;
  readonly twoStep: TwoStepMethod;
  /** Enforced single sign-on; beats the second step. */
  readonly saml: boolean;
  /** How long 1.0 keys live without extended session. Null: never expire. */
  readonly ttlHours: number | null;
  readonly passwordReset: PasswordReset;
  /** From where those it holds for sign in and use their keys, in CIDR notation. Empty: from everywhere. */
  readonly ipRanges: readonly string[];
  /** The one that holds for everybody with an administrator's role; it can't be deleted. */
  readonly isForAdministrators: boolean;
}

export type AuthenticationProfileDraft = Partial<Omit<AuthenticationProfile, "id" | "isForAdministrators">>;

/** Which profile holds for which group (actions reference, 5.5). */
export interface ApplicationSettings {
  readonly id: string;
  readonly description: string;
  /** Null: the default settings, for those in no other. */
  readonly group: ProfileGroup | null;
  readonly profile: AuthenticationProfile;
  readonly userInitiatedPasswordChanges: boolean;
  /** When they reach the sign-in, by the tenant's clock; until then it goes by what they said before. */
  readonly effectiveAt: number;
}

/** What settings say, as the sign-in knows it for a time. */
type Spell = Pick<ApplicationSettings, "id" | "group" | "profile">;

export interface ApplicationSettingsDraft {
  readonly description: string;
  readonly group: ProfileGroup;
  readonly profile: AuthenticationProfile;
  readonly userInitiatedPasswordChanges?: boolean;
}

type Held<T> = { -readonly [K in keyof T]: T[K] };

/** Authentication profiles and the application settings that assign them. */
export class SignInRules {
  readonly administratorProfile: AuthenticationProfile;
  readonly defaultSettings: ApplicationSettings;
  /** How long a change of application settings takes to reach the sign-in. */
  readonly delayMinutes: number;
  private readonly forge: KeyForge;
  private readonly groups: GroupTree;
  private readonly now: () => number;
  private readonly newerWins: boolean;
  private readonly heldProfiles = new Map<string, Held<AuthenticationProfile>>();
  private readonly heldSettings = new Map<string, Held<ApplicationSettings>>();
  private readonly inForce = new Timeline<Spell>();
  /** The ids of all settings there ever were, as they were made. */
  private readonly order: string[] = [];
  private serial = 0;

  constructor(options: {
    readonly forge: KeyForge;
    readonly groups: GroupTree;
    readonly now: () => number;
    readonly ttlHours: number | null;
    /** Of two settings whose groups hold a user; which of them isn't documented. */
    readonly newerWins: boolean;
    readonly delayMinutes: number;
  }) {
    this.delayMinutes = options.delayMinutes;
    this.newerWins = options.newerWins;
    this.forge = options.forge;
    this.groups = options.groups;
    this.now = options.now;
    const { ttlHours } = options;
    this.administratorProfile = this.addProfile(
      { description: "Account Administrators Authentication Profile", twoStep: "SMS", ttlHours },
      true,
    );
    const profile = this.addProfile({ description: "Default Authentication Profile", ttlHours }, false);
    this.defaultSettings = this.addSettings({
      description: "Default Application Settings",
      profile,
      group: null,
    });
  }

  get profiles(): readonly AuthenticationProfile[] {
    return [...this.heldProfiles.values()];
  }

  get settings(): readonly ApplicationSettings[] {
    return [...this.heldSettings.values()];
  }

  /** By id or by description. Throws where there is none. */
  findProfile(idOrDescription: string): AuthenticationProfile {
    const found =
      this.heldProfiles.get(idOrDescription) ??
      this.profiles.find(({ description }) => description === idOrDescription);
    if (found === undefined) {
      throw new ConsoleRefusal(
        `There is no authentication profile ${idOrDescription}.`,
        "Authentication Profile",
      );
    }
    return found;
  }

  findSettings(id: string): ApplicationSettings {
    const found = this.heldSettings.get(id);
    if (found === undefined) throw new ConsoleRefusal(`There are no application settings ${id}.`);
    return found;
  }

  createProfile(draft: AuthenticationProfileDraft): AuthenticationProfile {
    const description = requireText(draft.description, "Description");
    return this.addProfile({ ...draft, description }, false);
  }

  editProfile(profile: AuthenticationProfile, draft: AuthenticationProfileDraft): void {
    const held = this.heldProfiles.get(profile.id);
    if (held === undefined) throw new ConsoleRefusal(`There is no authentication profile ${profile.id}.`);
    const changed = { ...held, ...draft };
    checkTtl(changed.ttlHours);
    checkRanges(changed.ipRanges);
    if (held.isForAdministrators && changed.twoStep === "None" && !changed.saml) {
      throw new ConsoleRefusal(
        "Administrators sign in with a second step or single sign-on: one of them must stay on.",
        "2-Step Authentication",
      );
    }
    Object.assign(held, draft);
  }

  deleteProfile(profile: AuthenticationProfile): void {
    if (profile.isForAdministrators) {
      throw new ConsoleRefusal("The profile of the account's administrators can't be removed.");
    }
    const user = this.settings.find((settings) => settings.profile.id === profile.id);
    if (user !== undefined) throw new ConsoleRefusal(`${user.description} still uses this profile.`);
    this.heldProfiles.delete(profile.id);
  }

  createSettings(draft: ApplicationSettingsDraft): ApplicationSettings {
    requireText(draft.description, "Description");
    return this.addSettings(draft);
  }

  editSettings(settings: ApplicationSettings, draft: Partial<ApplicationSettingsDraft>): void {
    const held = this.heldSettings.get(settings.id);
    if (held === undefined) throw new ConsoleRefusal(`There are no application settings ${settings.id}.`);
    if (held.group === null && draft.group !== undefined) {
      throw new ConsoleRefusal("The default settings are for everybody: they have no group.", "Group");
    }
    Object.assign(held, draft, { effectiveAt: this.soon() });
    this.endSpell(held);
    this.beginSpell(held);
  }

  deleteSettings(settings: ApplicationSettings): void {
    if (settings.group === null) throw new ConsoleRefusal("The default settings can't be deleted.");
    this.heldSettings.delete(settings.id);
    this.endSpell(settings);
  }

  /**
   * Which profile holds for a user: that of the administrators over all others, then the first settings whose group
   * holds the user, then the default. Which of two such settings wins is the guess `overlappingSettings`.
   */
  profileFor(user: {
    readonly emailAddress: string;
    readonly isAdministrator: boolean;
  }): AuthenticationProfile {
    if (user.isAdministrator) return this.administratorProfile;
    const spells = this.inForce.now(this.now());
    const own = spells
      .filter(({ group }) => group !== null && this.groups.contains(group, user.emailAddress))
      .sort((one, other) => (this.orderOf(one) - this.orderOf(other)) * (this.newerWins ? -1 : 1));
    const usual = spells.find(({ group }) => group === null) ?? this.defaultSettings;
    return (own[0] ?? usual).profile;
  }

  private beginSpell({ id, group, profile, effectiveAt }: ApplicationSettings): void {
    this.inForce.add({ id, group, profile }, effectiveAt);
  }

  /** What they say is known to the sign-in for a quarter of an hour yet. */
  private endSpell({ id }: Pick<ApplicationSettings, "id">): void {
    for (const spell of this.inForce.living()) if (spell.id === id) this.inForce.end(spell, this.soon());
  }

  /** In which the settings were made. */
  private orderOf({ id }: Spell): number {
    return this.order.indexOf(id);
  }

  private soon(): number {
    return this.now() + this.delayMinutes * minuteMs;
  }

  private addProfile(draft: AuthenticationProfileDraft, isForAdministrators: boolean): AuthenticationProfile {
    const {
      description = "",
      twoStep = "None",
      saml = false,
      passwordReset = "Not Allowed",
      ipRanges = [],
    } = draft;
    // The vendor's default is three days.
    const ttlHours = draft.ttlHours === undefined ? 72 : draft.ttlHours;
    checkTtl(ttlHours);
    checkRanges(ipRanges);
    const id = this.makeId("profile");
    const profile = {
      id,
      description,
      twoStep,
      saml,
      ttlHours,
      passwordReset,
      ipRanges,
      isForAdministrators,
    };
    this.heldProfiles.set(id, profile);
    return profile;
  }

  private addSettings(
    draft: Omit<ApplicationSettingsDraft, "group"> & { readonly group: ProfileGroup | null },
  ): ApplicationSettings {
    const id = this.makeId("settings");
    const { description, group, profile, userInitiatedPasswordChanges = false } = draft;
    const effectiveAt = group === null ? 0 : this.soon();
    const settings = { id, description, group, profile, userInitiatedPasswordChanges, effectiveAt };
    this.heldSettings.set(id, settings);
    this.order.push(id);
    this.beginSpell(settings);
    return settings;
  }

  private makeId(kind: string): string {
    this.serial += 1;
    return `eNo${this.forge.make(`${kind}-${this.serial}`, { issue: 0, form: "base64url" })}`;
  }
}

function checkRanges(ranges: readonly string[]): void {
  const wrong = ranges.find((range) => !isIpRange(range));
  if (wrong !== undefined) throw new ConsoleRefusal(`${wrong} is no IP range.`, "Permitted IP Ranges");
}

function checkTtl(hours: number | null): void {
  if (hours !== null && !(hours > 0)) {
    throw new ConsoleRefusal(
      `Authentication TTL must be more than 0 hours, or null, not ${hours}.`,
      "Authentication TTL",
    );
  }
}
