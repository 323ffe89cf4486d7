import { isGranted } from "../console/permissions.js";
import { type Binding, endBinding } from "./binding.js";
import type { KeyForge } from "./key-forge.js";
import type { LoginRealm, ServiceUser } from "./types.js";

export class ServiceUserAccount implements ServiceUser {
  readonly emailAddress: string;
  realms: readonly LoginRealm[] = ["Basic-Cloud"];
  private readonly forge: KeyForge;
  private readonly bindings: () => Iterable<Binding>;
  private passwordCount = 0;
  private currentPassword: string;
  private enabled = true;
  private granted: readonly string[] | null;

  constructor(options: {
    readonly emailAddress: string;
    readonly permissions: readonly string[] | null;
    readonly forge: KeyForge;
    readonly bindings: () => Iterable<Binding>;
  }) {
    this.emailAddress = options.emailAddress;
    this.granted = options.permissions;
    this.forge = options.forge;
    this.bindings = options.bindings;
    this.currentPassword = this.inventPassword();
  }

  get password(): string {
    return this.currentPassword;
  }

  get isEnabled(): boolean {
    return this.enabled;
  }

  get permissions(): readonly string[] | null {
    return this.granted;
  }

  setPermissions(permissions: readonly string[] | null): void {
    this.granted = permissions;
  }

  hasPermission(permission: string | null): boolean {
    return permission === null || this.granted === null || isGranted(this.granted, permission);
  }

  disable(): void {
    this.enabled = false;
    this.endBindings("its user was disabled");
  }

  enable(): void {
    this.enabled = true;
  }

  changePassword(password?: string): void {
    this.passwordCount += 1;
    this.currentPassword = password ?? this.inventPassword();
    this.endBindings("its user's password was changed");
  }

  private inventPassword(): string {
    const issue = this.passwordCount;
    return `Em-${this.forge.make("password", { issue, form: "base64url" }).slice(0, 20)}`;
  }

  private endBindings(by: string): void {
    for (const binding of this.bindings()) endBinding(binding, { state: "void", by });
  }
}
