import type { Product } from "@postern/mimecast/catalogue";
import { minuteMs } from "../clock/spans.js";
import { isGranted } from "../console/permissions.js";
import type { Guesses } from "../guesses/guesses.js";
import type { KeyForge } from "./key-forge.js";
import { ownRole, type Role } from "./roles.js";
import type { Application2, V2Credentials } from "./types.js";

/** API 2.0 tokens live half an hour, less one second. */
export const tokenSeconds = 1799;

interface IssuedToken {
  readonly issuedAt: number;
  readonly epoch: number;
  /** The host that issued it. */
  readonly host: string;
}

type TokenVerdict = "good" | "expired" | "unknown";

type TokenGuesses = Pick<
  Guesses,
  "regeneratedSecretTokens" | "newApplicationMinutes" | "tokensOfOtherGateways"
>;

export class Application2Account implements Application2 {
  readonly name: string;
  readonly category: string;
  readonly contact: string;
  readonly email: string;
  description: string;
  readonly clientId: string;
  private readonly createdAt: number;
  private readonly guesses: TokenGuesses;
  private readonly forge: KeyForge;
  private readonly label: string;
  private readonly baseUrl: () => string;
  private readonly rotated: () => void;
  private assigned: ReadonlySet<Product> | null;
  private held: Role;
  private enabled = true;
  private deleted = false;
  private secretCount = 0;
  private secretIsRevoked = false;
  private tokenEpoch = 0;
  private tokenSerial = 0;
  private readonly tokens = new Map<string, IssuedToken>();

  constructor(options: {
    readonly name: string;
    /** Tells the keys of one application from those of another. */
    readonly label: string;
    readonly products: readonly Product[] | null;
    readonly role: Role;
    readonly category?: string;
    readonly description?: string;
    readonly contact?: string;
    readonly email?: string;
    readonly createdAt: number;
    readonly guesses: TokenGuesses;
    readonly forge: KeyForge;
    readonly rotated: () => void;
    readonly baseUrl: () => string;
  }) {
    this.rotated = options.rotated;
    this.name = options.name;
    this.createdAt = options.createdAt;
    this.guesses = options.guesses;
    this.label = options.label;
    this.forge = options.forge;
    this.baseUrl = options.baseUrl;
    this.assigned = options.products === null ? null : new Set(options.products);
    this.held = options.role;
    this.category = options.category ?? "Others";
    this.description = options.description ?? "";
    this.contact = options.contact ?? "";
    this.email = options.email ?? "";
    this.clientId = this.forge.make(`client-id${this.label}`, { issue: 0, form: "base64url" }).slice(0, 32);
  }

  /** Counts up with every secret that takes the place of one. */
  get secretVersion(): number {
    return this.secretCount;
  }

  get isEnabled(): boolean {
    return this.enabled && !this.deleted;
  }

  get isDeleted(): boolean {
    return this.deleted;
  }

  get isRevoked(): boolean {
    return this.secretIsRevoked;
  }

  get products(): readonly Product[] | null {
    return this.assigned === null ? null : [...this.assigned];
  }

  get role(): Role {
    return this.held;
  }

  /** Those of its role, as it is now. */
  get permissions(): readonly string[] | null {
    return this.held.permissions;
  }

  get credentials(): V2Credentials {
    return {
      baseUrl: this.baseUrl(),
      clientId: this.clientId,
      clientSecret: this.secretAt(this.secretCount),
    };
  }

  setPermissions(permissions: readonly string[] | null): void {
    this.held = ownRole(this.name, permissions);
  }

  /** No console can: a shortcut of `tenant.application`. */
  assignProducts(products: readonly Product[]): void {
    this.assigned = new Set(products);
  }

  disable(): void {
    this.enabled = false;
  }

  enable(): void {
    this.enabled = true;
  }

  delete(): void {
    this.deleted = true;
  }

  regenerateSecret(): V2Credentials {
    this.secretCount += 1;
    this.secretIsRevoked = false;
    this.rotated();
    if (this.guesses.regeneratedSecretTokens === "refused") this.tokens.clear();
    return this.credentials;
  }

  revoke(): void {
    this.secretIsRevoked = true;
    this.tokens.clear();
  }

  expireTokens(): void {
    this.tokenEpoch += 1;
  }

  forgetTokens(): void {
    this.tokens.clear();
  }

  /** Whether a secret was good before it was regenerated. */
  wasSecret(secret: string): boolean {
    return Array.from({ length: this.secretCount }, (_, issue) => this.secretAt(issue)).includes(secret);
  }

  hasProduct(products: readonly Product[]): boolean {
    const { assigned } = this;
    return products.length === 0 || assigned === null || products.some((product) => assigned.has(product));
  }

  hasPermission(permission: string | null): boolean {
    const granted = this.permissions;
    return permission === null || granted === null || isGranted(granted, permission);
  }

  /** Minutes until it gets tokens; 0 when it does. */
  minutesToWait(now: number): number {
    const readyAt = this.createdAt + this.guesses.newApplicationMinutes * minuteMs;
    return Math.max(0, Math.ceil((readyAt - now) / minuteMs));
  }

  issueToken(now: number, host: string): string {
    this.tokenSerial += 1;
    const token = this.forge.make(`token-${this.tokenSerial}${this.label}`, {
      issue: this.secretCount,
      form: "base64url",
    });
    for (const [old, issued] of this.tokens) {
      if (issued.issuedAt + 10 * tokenSeconds * 1000 < now) this.tokens.delete(old);
    }
    this.tokens.set(token, { issuedAt: now, epoch: this.tokenEpoch, host });
    return token;
  }

  hasIssued(token: string): boolean {
    return this.tokens.has(token);
  }

  checkToken(token: string, { now, host }: { readonly now: number; readonly host: string }): TokenVerdict {
    const issued = this.tokens.get(token);
    if (issued === undefined) return "unknown";
    if (issued.host !== host && this.guesses.tokensOfOtherGateways === "refused") return "unknown";
    const isAlive = issued.epoch === this.tokenEpoch && now < issued.issuedAt + tokenSeconds * 1000;
    return isAlive ? "good" : "expired";
  }

  private secretAt(issue: number): string {
    return this.forge.make(`client-secret-${issue}${this.label}`, { issue, form: "base64url" });
  }
}
