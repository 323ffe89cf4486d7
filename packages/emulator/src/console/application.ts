import { createHash } from "node:crypto";
import type { Product } from "@postern/mimecast/catalogue";
import type { ApplicationControl } from "../tenant/types.js";
import { isGranted } from "./permissions.js";

/** API 2.0 tokens live half an hour, less one second. */
export const tokenSeconds = 1799;

interface IssuedToken {
  readonly issuedAt: number;
  readonly epoch: number;
}

export interface KeySet {
  readonly applicationId: string;
  readonly applicationKey: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type KeyState = "good" | "expired" | "revoked";

/** The application registered in the console, for both generations: who it is and what it may do. */
export class Application implements ApplicationControl {
  private readonly seed: number;
  private products: ReadonlySet<Product> | null;
  private permissions: readonly string[] | null;
  private state: KeyState = "good";
  private enabled = true;
  private generation = 0;
  private tokenEpoch = 0;
  private tokenSerial = 0;
  private readonly tokens = new Map<string, IssuedToken>();
  private currentKeys: KeySet;

  /** Without products or permissions it may do everything. */
  constructor(options: {
    readonly seed: number;
    readonly products: readonly Product[] | undefined;
    readonly permissions: readonly string[] | undefined;
  }) {
    this.seed = options.seed;
    this.products = options.products === undefined ? null : new Set(options.products);
    this.permissions = options.permissions ?? null;
    this.currentKeys = this.makeKeys();
  }

  get keys(): KeySet {
    return this.currentKeys;
  }

  get keyState(): KeyState {
    return this.state;
  }

  get isEnabled(): boolean {
    return this.enabled;
  }

  setProducts(products: readonly Product[]): void {
    this.products = new Set(products);
  }

  setPermissions(permissions: readonly string[]): void {
    this.permissions = permissions;
  }

  disable(): void {
    this.enabled = false;
  }

  enable(): void {
    this.enabled = true;
  }

  revokeKeys(): void {
    this.state = "revoked";
    this.tokens.clear();
  }

  expireKeys(): void {
    this.state = "expired";
    this.tokenEpoch += 1;
  }

  regenerateKeys(): void {
    this.generation += 1;
    this.state = "good";
    this.tokens.clear();
    this.currentKeys = this.makeKeys();
  }

  hasProduct(products: readonly Product[]): boolean {
    const assigned = this.products;
    return products.length === 0 || assigned === null || products.some((product) => assigned.has(product));
  }

  hasPermission(permission: string | null): boolean {
    return permission === null || this.permissions === null || isGranted(this.permissions, permission);
  }

  issueToken(now: number): string {
    this.tokenSerial += 1;
    const token = this.derive(`token-${this.tokenSerial}`, "base64url");
    for (const [old, issued] of this.tokens) {
      if (issued.issuedAt + 10 * tokenSeconds * 1000 < now) this.tokens.delete(old);
    }
    this.tokens.set(token, { issuedAt: now, epoch: this.tokenEpoch });
    return token;
  }

  checkToken(token: string, now: number): "good" | "expired" | "unknown" {
    const issued = this.tokens.get(token);
    if (issued === undefined) return "unknown";
    const isAlive = issued.epoch === this.tokenEpoch && now < issued.issuedAt + tokenSeconds * 1000;
    return isAlive ? "good" : "expired";
  }

  /** Reproducible from the seed: these keys guard invented mail on a loopback address. */
  private derive(purpose: string, encoding: "hex" | "base64" | "base64url"): string {
    return createHash("sha256")
      .update(`postern-emulator/${this.seed}/${this.generation}/${purpose}`)
      .digest(encoding);
  }

  /** The ids name the application and stay; what is secret changes with each generation of keys. */
  private makeKeys(): KeySet {
    const guid = (purpose: string) =>
      this.derive(purpose, "hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
    return {
      applicationId: guid("application-id"),
      applicationKey: guid("application-key"),
      accessKey: `mY${this.derive(`access-key-${this.generation}`, "base64url")}`,
      secretKey: this.derive(`secret-key-${this.generation}`, "base64"),
      clientId: this.derive("client-id", "base64url").slice(0, 32),
      clientSecret: this.derive(`client-secret-${this.generation}`, "base64url"),
    };
  }
}
