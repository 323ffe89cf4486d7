import type { Company } from "../traffic/company.js";
import type { TokenMint } from "../wire/tokens.js";
import { type Alteration, type AlterationGuesses, type AlterationSet, Alterations } from "./alterations.js";
import { DefinitionBook, type Kept } from "./definition-book.js";
import type { DeliveryRoute, SigningDefinition, WebPolicy } from "./definitions.js";
import type { FamilyName } from "./families.js";
import { type GivenGroups, givenPolicies } from "./given.js";
import type { Memberships, Notes, OwnDomains } from "./matching.js";
import type { Policy } from "./policy.js";
import { PolicyBook } from "./policy-book.js";
import { readSpf } from "./spf.js";

/** The account's policies, to look at. */
export interface PoliciesInForce {
  of(family: FamilyName): {
    list(): readonly Policy[];
    /** Without those that came with the account. */
    listMade(): readonly Policy[];
  };
  readonly alterations: {
    list(): readonly Alteration[];
    readonly sets: Listed<AlterationSet>;
  };
  readonly deliveryRoutes: Listed<DeliveryRoute>;
  readonly signingDefinitions: Listed<SigningDefinition>;
  readonly webPolicies: Listed<WebPolicy>;
}

interface Listed<Draft> {
  list(): readonly Kept<Draft>[];
}

/** All policies of the account, with the time each was in force. */
export class Policies implements PoliciesInForce {
  readonly alterations: Alterations;
  readonly deliveryRoutes: DefinitionBook<DeliveryRoute>;
  readonly signingDefinitions: DefinitionBook<SigningDefinition>;
  readonly webPolicies: DefinitionBook<WebPolicy>;
  private readonly books: Readonly<Record<FamilyName, PolicyBook>>;

  constructor(options: {
    readonly company: Company;
    readonly groups: Memberships;
    readonly attributes: Notes;
    readonly domains: OwnDomains;
    readonly givenGroups: GivenGroups;
    readonly mint: TokenMint;
    /** How long a change takes to reach mail. */
    readonly delayMs: number;
    readonly guesses: AlterationGuesses;
  }) {
    const { company, domains, groups, attributes, givenGroups, mint, delayMs, guesses } = options;
    const surroundings = { domains, groups, attributes, sendsFor: readSpf(company) };
    const given = givenPolicies(givenGroups);
    const open = (family: FamilyName) =>
      new PolicyBook({
        surroundings,
        delayMs,
        given: given[family] ?? [],
        makeId: (serial) => mint.seal(`${family}-policy`, [serial]),
      });
    const book = <Draft extends object>(kind: string) =>
      new DefinitionBook<Draft>((serial) => mint.seal(kind, [serial]));
    this.alterations = new Alterations({
      sets: book("address-alteration-set"),
      makeId: (serial) => mint.seal("address-alteration", [serial]),
      delayMs,
      guesses,
    });
    this.deliveryRoutes = book("delivery-route");
    this.signingDefinitions = book("dns-authentication-outbound");
    this.webPolicies = book("web-policy");
    this.books = {
      "blocked-senders": open("blocked-senders"),
      "anti-spoofing": open("anti-spoofing"),
      "anti-spoofing-bypass": open("anti-spoofing-bypass"),
      "address-alteration": open("address-alteration"),
      greylisting: open("greylisting"),
      "delivery-route": open("delivery-route"),
      "dns-authentication-outbound": open("dns-authentication-outbound"),
    };
  }

  of(family: FamilyName): PolicyBook {
    return this.books[family];
  }

  /** Whether policies of a family have a definition, or a set, of this id to apply. */
  hasDefinition(family: FamilyName, id: string): boolean {
    switch (family) {
      case "address-alteration":
        return this.alterations.sets.find(id) !== null;
      case "delivery-route":
        return this.deliveryRoutes.find(id) !== null;
      case "dns-authentication-outbound":
        return this.signingDefinitions.find(id) !== null;
      default:
        return false;
    }
  }

  /** The policy that applies a definition or a set, if any does. */
  userOf(definitionId: string): Policy | null {
    const all = Object.values(this.books).flatMap((book) => book.list());
    return all.find((policy) => policy.definitionId === definitionId) ?? null;
  }
}
