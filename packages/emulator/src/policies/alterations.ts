import type { addressTypes, routings } from "@postern/mimecast/catalogue";
import { Timeline } from "../clock/timeline.js";
import type { Guesses } from "../guesses/guesses.js";
import type { DefinitionBook } from "./definition-book.js";

/** A folder of alterations, which policies apply. */
export interface AlterationSet {
  readonly description: string;
  /** Null for the root. */
  readonly parentId: string | null;
}

/** One address, domain (`@domain`) or local part (`local@`) written in the place of another. */
export interface Alteration {
  readonly id: string;
  /** The set it is in; that of the root holds for mail without a policy. */
  readonly setId: string;
  readonly addressType: (typeof addressTypes)[number];
  readonly originalAddress: string;
  readonly newAddress: string;
  readonly routing: (typeof routings)[number];
}

/** What is guessed of address alterations. */
export type AlterationGuesses = Pick<
  Guesses,
  "alterationChosen" | "alterationSetsInside" | "internalMailAltered"
>;

/** The account's address alterations, with the time each was in force (actions reference, 2.13). */
export class Alterations {
  readonly sets: DefinitionBook<AlterationSet>;
  readonly rootId: string;
  readonly guesses: AlterationGuesses;
  private readonly timeline = new Timeline<Alteration>();
  private readonly makeId: (serial: number) => string;
  private readonly delayMs: number;
  private created = 0;

  constructor(options: {
    readonly sets: DefinitionBook<AlterationSet>;
    readonly makeId: (serial: number) => string;
    /** How long a change takes to reach mail. */
    readonly delayMs: number;
    readonly guesses: AlterationGuesses;
  }) {
    this.guesses = options.guesses;
    this.sets = options.sets;
    this.makeId = options.makeId;
    this.delayMs = options.delayMs;
    this.rootId = options.sets.add({ description: "Root", parentId: null }).id;
  }

  /** Whether there never was one. */
  get isUnused(): boolean {
    return this.timeline.isEmpty;
  }

  list(): Alteration[] {
    return this.timeline.living();
  }

  /** Whether a set is that of a policy, or inside it where these count. */
  isApplied(setId: string, policySetId: string): boolean {
    if (setId === policySetId) return true;
    if (!this.guesses.alterationSetsInside) return false;
    const parentId = this.sets.find(setId)?.parentId ?? null;
    return parentId !== null && this.isApplied(parentId, policySetId);
  }

  /** Those in force at this very moment. */
  now(time: number): Alteration[] {
    return this.timeline.now(time);
  }

  at(time: number): Alteration[] {
    return this.timeline.at(time);
  }

  add(draft: Omit<Alteration, "id">, now: number): Alteration {
    this.created += 1;
    const alteration = { ...draft, id: this.makeId(this.created) };
    this.timeline.add(alteration, now + this.delayMs);
    return alteration;
  }

  /** The one removed; null when none has the id. */
  remove(id: string, now: number): Alteration | null {
    const alteration = this.list().find((candidate) => candidate.id === id);
    if (alteration !== undefined) this.timeline.end(alteration, now + this.delayMs);
    return alteration ?? null;
  }
}

/** The parts of an address that an alteration names; null for what it leaves open. */
function takeApart(text: string): { readonly local: string | null; readonly domain: string | null } {
  const at = text.lastIndexOf("@");
  return { local: text.slice(0, at) || null, domain: text.slice(at + 1) || null };
}

/** What becomes of an address: the narrowest alteration that fits it, or the address itself. */
export function alterAddress(
  address: string,
  { among, guesses }: { readonly among: readonly Alteration[]; readonly guesses: AlterationGuesses },
): string {
  const given = takeApart(address.toLowerCase());
  const fits = ({ originalAddress }: Alteration) => {
    const wanted = takeApart(originalAddress.toLowerCase());
    return (wanted.local ?? given.local) === given.local && (wanted.domain ?? given.domain) === given.domain;
  };
  const fitting = among.filter(fits);
  const [found] =
    guesses.alterationChosen === "oldest" ? fitting : fitting.sort((one, other) => width(one) - width(other));
  if (found === undefined || address === "") return address;
  const { local, domain } = takeApart(found.newAddress);
  return `${local ?? given.local}@${domain ?? given.domain}`;
}

function width({ originalAddress }: Alteration): number {
  const { local, domain } = takeApart(originalAddress);
  return local !== null && domain !== null ? 0 : 1;
}
