import type { Product } from "@postern/mimecast/catalogue";
import { hourMs } from "../clock/spans.js";
import { Application1Account, type KeyOffice, propagationMinutes } from "./application1.js";
import { Application2Account } from "./application2.js";
import type { Binding } from "./binding.js";
import { IpRanges } from "./ip-ranges.js";
import { KeyForge } from "./key-forge.js";
import { ServiceUserAccount } from "./service-user.js";
import type { Administration } from "./types.js";

// Long before any clock a test would set: the first application has waited its 30 minutes.
const longAgo = Date.UTC(2015, 0, 1);

export type BindingVerdict =
  | { readonly verdict: "good" }
  | { readonly verdict: "expired" | "revoked" | "void"; readonly because: string };

/** The account's settings, its service user and its applications. */
export class AccountAdministration implements Administration {
  readonly serviceUser: ServiceUserAccount;
  enhancedLogging = true;
  private readonly now: () => number;
  private readonly urls: { readonly v1: string; readonly v2: string };
  private readonly forge: KeyForge;
  private readonly office: KeyOffice;
  private readonly bindings = new Map<string, Binding>();
  private readonly ones: [Application1Account, ...Application1Account[]];
  private readonly twos: [Application2Account, ...Application2Account[]];
  private ttlHours: number | null = null;
  private ranges = new IpRanges([]);

  constructor(options: {
    readonly seed: number;
    readonly domain: string;
    readonly now: () => number;
    readonly urls: { readonly v1: string; readonly v2: string };
    readonly products: readonly Product[] | null;
    readonly permissions: readonly string[] | null;
  }) {
    const { products, permissions } = options;
    this.now = options.now;
    this.urls = options.urls;
    this.forge = new KeyForge(options.seed);
    this.serviceUser = new ServiceUserAccount({
      emailAddress: `svc-api@${options.domain}`,
      permissions,
      forge: this.forge,
      bindings: () => this.bindings.values(),
    });
    this.office = this.openOffice();
    this.ones = [this.makeOne({ label: "", name: "Postern", createdAt: longAgo, extendedSession: false })];
    this.twos = [this.makeTwo({ label: "", name: "Postern", products, permissions })];
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
    return this.ttlHours;
  }

  set authenticationCacheTtlHours(hours: number | null) {
    if (hours !== null && !(hours > 0)) {
      throw new RangeError(`authenticationCacheTtlHours must be more than 0, or null, not ${hours}`);
    }
    this.ttlHours = hours;
  }

  get ipRanges(): readonly string[] {
    return this.ranges.texts;
  }

  set ipRanges(texts: readonly string[]) {
    this.ranges = new IpRanges(texts);
  }

  letsIn(address: string): boolean {
    return this.ranges.lets(address);
  }

  createApplication(options: { readonly name?: string; readonly extendedSession?: boolean } = {}) {
    const serial = this.ones.length + 1;
    const application = this.makeOne({
      label: `-application-${serial}`,
      name: options.name ?? `Application ${serial}`,
      createdAt: this.now(),
      extendedSession: options.extendedSession ?? false,
    });
    this.ones.push(application);
    return application;
  }

  createApplication2(options: {
    readonly name?: string;
    readonly products: readonly Product[];
    readonly permissions: readonly string[] | null;
  }): Application2Account {
    const serial = this.twos.length + 1;
    const application = this.makeTwo({
      label: `-application-${serial}`,
      name: options.name ?? `Application ${serial}`,
      products: options.products,
      permissions: options.permissions,
    });
    this.twos.push(application);
    return application;
  }

  findBinding(accessKey: string): Binding | null {
    return this.bindings.get(accessKey) ?? null;
  }

  listBindings(): Iterable<Binding> {
    return this.bindings.values();
  }

  /** Whether keys still hold, whoever signs with them. */
  judgeBinding(binding: Binding): BindingVerdict {
    const { state, endedBy, application } = binding;
    if (state !== "good") return { verdict: state, because: endedBy ?? state };
    const ttl = this.ttlHours;
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

  /** A new pair for an application, as a login makes it. The console shows another one still. */
  bind(application: Application1Account): Binding {
    const issue = this.bindings.size;
    const binding: Binding = {
      accessKey: `mY${this.forge.make(`access-key-${issue}`, { issue, form: "base64url" })}`,
      secretKey: this.forge.make(`secret-key-${issue}`, { issue, form: "base64" }),
      application,
      validatedAt: this.now(),
      state: "good",
      endedBy: null,
    };
    this.bindings.set(binding.accessKey, binding);
    return binding;
  }

  private openOffice(): KeyOffice {
    return {
      baseUrl: () => this.urls.v1,
      mayBind: (application) => this.mayBind(application),
      bind: (application) => this.bind(application),
      bindingsOf: (application) =>
        [...this.bindings.values()].filter((binding) => binding.application === application),
    };
  }

  private mayBind(application: Application1Account): void {
    const wait = application.minutesToWait(this.now());
    if (wait > 0) {
      throw new Error(
        `Keys can be made ${propagationMinutes} minutes after the application: ${wait} to go by the tenant's clock`,
      );
    }
    if (!application.isEnabled) throw new Error(`The application ${application.name} is disabled or deleted`);
    if (!this.serviceUser.isEnabled) throw new Error(`${this.serviceUser.emailAddress} is disabled`);
  }

  private makeOne(options: {
    readonly label: string;
    readonly name: string;
    readonly createdAt: number;
    readonly extendedSession: boolean;
  }): Application1Account {
    const { label, name, createdAt, extendedSession } = options;
    return new Application1Account({
      name,
      createdAt,
      extendedSession,
      applicationId: this.forge.guid(`application-id${label}`),
      applicationKey: this.forge.guid(`application-key${label}`),
      office: this.office,
    });
  }

  private makeTwo(options: {
    readonly label: string;
    readonly name: string;
    readonly products: readonly Product[] | null;
    readonly permissions: readonly string[] | null;
  }): Application2Account {
    return new Application2Account({ ...options, forge: this.forge, baseUrl: () => this.urls.v2 });
  }
}
