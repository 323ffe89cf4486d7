import {
  type Generation,
  type Operation,
  operation,
  type Permission,
  type Product,
} from "@postern/mimecast/catalogue";
import { actions as allActions, findAction } from "../actions/registry.js";
import { PosternError } from "../errors/index.js";
import { feedsOf, findFeed, operationsOf } from "../feeds/index.js";

/** A feed or an action that needs something. */
export interface Need {
  readonly kind: "feed" | "action";
  readonly name: string;
}

/** The least a credential must be allowed, and for whose sake. Sorted by name. */
export interface Requirements {
  /** Products of the application; API 1.0 has none. */
  readonly products: ReadonlyMap<Product, readonly Need[]>;
  readonly permissions: ReadonlyMap<Permission, readonly Need[]>;
}

/** A feed or action with the operations it calls. */
export interface Use {
  readonly need: Need;
  readonly operations: readonly Operation[];
}

/**
 * What the chosen feeds and actions need, read from the catalogue by the operations they call.
 * Throws `bad-usage` for an unknown name, `wrong-generation` for a feed or action the generation does not have.
 */
export function requirementsOf(
  generation: Generation,
  feeds: readonly string[],
  actions: readonly string[],
): Requirements {
  const uses = [...new Set(feeds)]
    .map(useOfFeed)
    .concat([...new Set(actions)].map((name) => useOfAction(name, generation)));
  for (const use of uses) checkGeneration(use, generation);
  return addUp(generation, uses);
}

/** Everything the generation can do for Postern. */
export function everythingOf(generation: Generation): { feeds: string[]; actions: string[] } {
  return {
    feeds: feedsOf(generation).map(({ name }) => name),
    actions: allActions
      .map(({ name }) => name)
      .filter((name) => findAction(name).generations.includes(generation)),
  };
}

function useOfFeed(name: string): Use {
  return { need: { kind: "feed", name }, operations: operationsOf(findFeed(name)).map(operation) };
}

/** An action is planned and verified by reading and taken back by other calls than it makes: it needs them all. */
function useOfAction(name: string, generation: Generation): Use {
  const { reads, writes } = findAction(name).operations(generation);
  return { need: { kind: "action", name }, operations: [...reads, ...writes].map(operation) };
}

function checkGeneration({ need, operations }: Use, generation: Generation): void {
  const missing = operations.find(({ generations }) => !generations.includes(generation));
  if (missing === undefined) return;
  throw new PosternError(
    "wrong-generation",
    `The ${need.kind} "${need.name}" calls ${missing.path}, which API ${generation} does not have.`,
  );
}

/** The rule itself, apart from what is registered today. */
export function addUp(generation: Generation, uses: readonly Use[]): Requirements {
  const products = new Map<Product, Need[]>();
  const permissions = new Map<Permission, Need[]>();
  for (const { need, operations } of uses) {
    for (const { permission } of operations) if (permission !== null) note(permissions, permission, need);
  }
  if (generation === "2.0") {
    const calls = uses.flatMap(({ need, operations }) => operations.map((call) => ({ need, call })));
    // Where one of several products will do, one that is needed anyway costs nothing: the decided come first.
    const decidedFirst = calls.toSorted(
      (one, other) => one.call.products.length - other.call.products.length,
    );
    for (const { need, call } of decidedFirst) {
      const product = call.products.find((candidate) => products.has(candidate)) ?? call.products[0];
      if (product !== undefined) note(products, product, need);
    }
  }
  return { products: sortByName(products), permissions: sortByName(permissions) };
}

function note<Name>(needs: Map<Name, Need[]>, name: Name, need: Need): void {
  const known = needs.get(name) ?? [];
  if (!known.some(({ kind, name: other }) => kind === need.kind && other === need.name)) known.push(need);
  needs.set(name, known);
}

function sortByName<Name extends string>(
  needs: ReadonlyMap<Name, readonly Need[]>,
): Map<Name, readonly Need[]> {
  return new Map([...needs].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
