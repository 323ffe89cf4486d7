import { minuteMs } from "../clock/spans.js";
import { type Binding, endBinding } from "./binding.js";
import { ConsoleRefusal, requireText } from "./refusal.js";
import type { Application1, Application1Details, V1Credentials } from "./types.js";
import type { UserAccount } from "./users.js";

/** How long the vendor needs to make a new application known. */
export const propagationMinutes = 30;

/** For the eye alone (actions reference, 5.6). */
export const application1Categories = [
  "SIEM Integration",
  "MSP Ordering & Provisioning",
  "Email / Archiving",
  "Business Intelligence",
  "Process Automation",
  "Other",
] as const;

/** Who asks for keys, and how they prove to be who they say; without a password it is taken for granted. */
export interface KeyRequest {
  /** Default: the service user. */
  readonly user?: UserAccount;
  readonly realm?: string;
  readonly password?: string;
  /** Of the second step, where the user's authentication profile has one. */
  readonly code?: string;
}

export class Application1Account implements Application1 {
  readonly applicationId: string;
  readonly applicationKey: string;
  createdAt: number;
  private details: Application1Details;
  private readonly office: KeyOffice;
  private enabled = true;
  private deleted = false;
  private latest: Binding;

  constructor(options: {
    readonly details: Application1Details;
    readonly applicationId: string;
    readonly applicationKey: string;
    readonly createdAt: number;
    readonly office: KeyOffice;
  }) {
    this.details = options.details;
    this.applicationId = options.applicationId;
    this.applicationKey = options.applicationKey;
    this.createdAt = options.createdAt;
    this.office = options.office;
    this.latest = options.office.bind(this, options.office.serviceUser());
  }

  get name(): string {
    return this.details.name;
  }

  get category(): string {
    return this.details.category;
  }

  get description(): string {
    return this.details.description;
  }

  get developer(): string {
    return this.details.developer;
  }

  get email(): string {
    return this.details.email;
  }

  get extendedSession(): boolean {
    return this.details.extendedSession;
  }

  set extendedSession(extendedSession: boolean) {
    this.details = { ...this.details, extendedSession };
  }

  get isEnabled(): boolean {
    return this.enabled && !this.deleted;
  }

  get isDeleted(): boolean {
    return this.deleted;
  }

  get credentials(): V1Credentials {
    return this.credentialsOf(this.latest);
  }

  /** Minutes until its keys work; 0 when they do. */
  minutesToWait(now: number): number {
    return Math.max(0, Math.ceil((this.createdAt + propagationMinutes * minuteMs - now) / minuteMs));
  }

  edit(changes: Partial<Application1Details>): void {
    const details = { ...this.details, ...changes };
    requireText(details.name, "Application Name");
    this.details = details;
  }

  disable(): void {
    this.enabled = false;
  }

  enable(): void {
    this.enabled = true;
  }

  delete(): void {
    this.deleted = true;
    for (const binding of this.office.bindingsOf(this)) {
      endBinding(binding, { state: "void", by: "its application was deleted" });
    }
  }

  /** Throws where the wizard would, whatever the password. */
  checkKeysFor(user: UserAccount): void {
    this.office.mayBind(this, { user });
  }

  createKeys(request: KeyRequest = {}): V1Credentials {
    const user = request.user ?? this.office.serviceUser();
    this.office.mayBind(this, { ...request, user });
    this.office.rotated();
    this.latest = this.office.bind(this, user);
    return this.credentials;
  }

  /** New keys whatever the console would say; the old ones are no longer known. */
  replaceKeys(): void {
    for (const binding of this.office.bindingsOf(this)) {
      endBinding(binding, { state: "void", by: "its keys were replaced by new ones" });
    }
    this.latest = this.office.bind(this, this.office.serviceUser());
  }

  private credentialsOf({ accessKey, secretKey }: Binding): V1Credentials {
    const { applicationId, applicationKey } = this;
    return { baseUrl: this.office.baseUrl(), applicationId, applicationKey, accessKey, secretKey };
  }
}

/** Where an application has its keys made. */
export interface KeyOffice {
  baseUrl(): string;
  serviceUser(): UserAccount;
  /** Throws in the console's words where it would refuse. */
  mayBind(application: Application1Account, request: KeyRequest & { readonly user: UserAccount }): void;
  bind(application: Application1Account, user: UserAccount): Binding;
  rotated(): void;
  bindingsOf(application: Application1Account): Iterable<Binding>;
}

export function readDetails1(draft: Partial<Application1Details>, name: string): Application1Details {
  const { category = "Other", description = "", developer = "", email = "", extendedSession = false } = draft;
  const categories: readonly string[] = application1Categories;
  if (!categories.includes(category))
    throw new ConsoleRefusal(`There is no category ${category}.`, "Category");
  return { name: draft.name ?? name, category, description, developer, email, extendedSession };
}
