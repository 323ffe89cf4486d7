import type { KeyForge } from "./key-forge.js";
import { ConsoleRefusal, requireText } from "./refusal.js";

export const inboundTypes = ["any", "smtp", "ldap", "known"] as const;

/** A domain of the company (actions reference, 5.2 and 2.17). */
export interface InternalDomain {
  readonly id: string;
  readonly name: string;
  readonly state: "pending" | "verified";
  readonly isLocal: boolean;
  readonly isSendOnly: boolean;
  readonly inboundType: string;
}

/** Where mail for a domain is to be sent to, as DNS tells it. */
export interface MxRecord {
  readonly hostname: string;
  /** Of those with the lowest number one is taken. */
  readonly priority: number;
}

type DomainChanges = Partial<Pick<InternalDomain, "isLocal" | "isSendOnly" | "inboundType">>;

interface HeldDomain extends InternalDomain {
  /** How many codes were made for it. */
  readonly codes: number;
  /** Since when it is the company's own; null: it isn't yet. */
  readonly ownedSince: number | null;
}

const namePattern = /^(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** The company's domains: those it has proved to be its own, and those it hasn't yet. */
export class DomainBook {
  private readonly forge: KeyForge;
  private readonly now: () => number;
  private readonly held = new Map<string, HeldDomain>();
  /** The texts that an emulated DNS would answer with. */
  private readonly texts = new Map<string, Set<string>>();

  private readonly mailHosts = new Map<string, readonly MxRecord[]>();

  constructor(options: { readonly forge: KeyForge; readonly own: string; readonly now: () => number }) {
    this.forge = options.forge;
    this.now = options.now;
    const name = requireText(options.own, "Domain").toLowerCase();
    this.keep(name, { state: "verified", inboundType: "any", ownedSince: -Infinity });
  }

  list(state?: InternalDomain["state"]): InternalDomain[] {
    return [...this.held.values()].filter((domain) => state === undefined || domain.state === state);
  }

  find(idOrName: string): InternalDomain | null {
    const wanted = idOrName.toLowerCase();
    return this.list().find(({ id, name }) => id === idOrName || name === wanted) ?? null;
  }

  isVerified(name: string): boolean {
    return this.held.get(name)?.state === "verified";
  }

  /** Whether it was one of the company's own at a moment; a proved domain stays for good. */
  owned(name: string, at: number): boolean {
    return (this.held.get(name)?.ownedSince ?? Infinity) <= at;
  }

  /** Pending until it is proved; below a proved domain it needs no proof. */
  register(text: string, inboundType = "any"): InternalDomain {
    const name = requireText(text, "Domain").toLowerCase();
    if (!namePattern.test(name)) throw new ConsoleRefusal(`${name} is no domain.`, "Domain");
    if (this.held.has(name)) throw new ConsoleRefusal(`${name} is there already.`, "Domain");
    const isBelow = this.list("verified").some((parent) => name.endsWith(`.${parent.name}`));
    return isBelow
      ? this.keep(name, { state: "verified", inboundType, ownedSince: this.now() })
      : this.keep(name, { state: "pending", inboundType, ownedSince: null });
  }

  /** What has to stand in a TXT record of a pending domain. */
  codeOf({ name }: InternalDomain): string {
    const issue = this.held.get(name)?.codes ?? 0;
    return `mc-verification=${this.forge.make(`domain-${name}`, { issue, form: "hex" }).slice(0, 32)}`;
  }

  /** The code before it no longer proves anything. */
  renewCode({ name }: InternalDomain): void {
    const domain = this.held.get(name);
    if (domain !== undefined) this.held.set(name, { ...domain, codes: domain.codes + 1 });
  }

  /** Puts a TXT record where the tenant looks for it: there is no other DNS here. */
  publishText(name: string, text: string): void {
    const texts = this.texts.get(name.toLowerCase()) ?? new Set();
    this.texts.set(name.toLowerCase(), texts.add(text));
  }

  /** As `publishText`, for MX records: those before are gone. */
  publishMx(name: string, records: readonly MxRecord[]): void {
    this.mailHosts.set(name.toLowerCase(), records);
  }

  /** Null: nobody has published any here. */
  mxOf(name: string): readonly MxRecord[] | null {
    return this.mailHosts.get(name.toLowerCase()) ?? null;
  }

  /** What the emulated DNS answers with for a name. */
  textsOf(name: string): readonly string[] {
    return [...(this.texts.get(name.toLowerCase()) ?? [])];
  }

  /** Whether the code was found. */
  verify(domain: InternalDomain): boolean {
    const held = this.held.get(domain.name);
    if (held === undefined || !this.textsOf(domain.name).includes(this.codeOf(domain))) return false;
    this.held.set(domain.name, { ...held, state: "verified", ownedSince: this.now() });
    return true;
  }

  edit(domain: InternalDomain, changes: DomainChanges): InternalDomain | null {
    const held = this.held.get(domain.name);
    if (held === undefined) return null;
    const edited = { ...held, ...changes };
    this.held.set(domain.name, edited);
    return edited;
  }

  /** Takes back a registration; a proved domain stays for good. */
  withdraw(domain: InternalDomain): boolean {
    return !this.isVerified(domain.name) && this.held.delete(domain.name);
  }

  private keep(
    name: string,
    details: Pick<HeldDomain, "state" | "inboundType" | "ownedSince">,
  ): InternalDomain {
    const id = `eNoDomain${this.forge.make(`domain-id-${name}`, { issue: 0, form: "base64url" })}`;
    const domain = { id, name, isLocal: true, isSendOnly: false, codes: 0, ...details };
    this.held.set(name, domain);
    return domain;
  }
}
