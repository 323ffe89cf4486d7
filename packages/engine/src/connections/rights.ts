import { type OperationName, operation, type Permission, type Product } from "@postern/mimecast";
import type { Store } from "../store/index.js";
import type { Connection } from "./connection.js";

/** What a probe or a call found of an operation: whether the credential may call it. */
export interface RightFinding {
  readonly isHeld: boolean;
  readonly at: number;
}

export type RightFindings = Readonly<Partial<Record<OperationName, RightFinding>>>;

/** Whether a connection may make a call, as far as it is known. */
export interface Right {
  readonly operation: OperationName;
  readonly permission: Permission | null;
  readonly products: readonly Product[];
  readonly state: "held" | "missing" | "unknown";
  /** When that was found; null where it was not. */
  readonly foundAt: number | null;
}

/** Whose rights they are: those of the secrets that act, so that new ones start with nothing known. */
type Holder = Pick<Connection, "id" | "credential" | "actingCredential">;

interface KeptFindings {
  readonly secrets: string;
  readonly findings: RightFindings;
}

const nameOf = ({ id }: Holder) => `rights ${id}`;

function secretsOf({ credential, actingCredential }: Holder): string {
  const { id, hints } = actingCredential ?? credential;
  return [id, ...Object.values(hints).map(({ fingerprint }) => fingerprint)].join(" ");
}

export async function readRights(store: Store, holder: Holder): Promise<RightFindings> {
  const row = await store.read
    .selectFrom("settings")
    .select("value")
    .where("name", "=", nameOf(holder))
    .executeTakeFirst();
  if (row === undefined) return {};
  // Written below alone: a decoder's cast. Older versions did not keep whose rights they were.
  const { secrets, findings = {} } = JSON.parse(row.value) as Partial<KeptFindings>;
  return secrets === secretsOf(holder) ? findings : {};
}

export async function noteRight(
  store: Store,
  holder: Holder,
  found: RightFinding & { readonly operation: OperationName },
): Promise<void> {
  const { operation: name, isHeld, at } = found;
  const findings = { ...(await readRights(store, holder)), [name]: { isHeld, at } };
  const value = JSON.stringify({ secrets: secretsOf(holder), findings } satisfies KeptFindings);
  await store.control
    .insertInto("settings")
    .values({ name: nameOf(holder), value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/**
 * What the findings say of an operation: its own, or that of another one that needs the same permission and product.
 * Pure.
 */
export function judgeRight(name: OperationName, findings: RightFindings): Right {
  const { permission, products } = operation(name);
  const finding = findings[name] ?? findAlike(name, findings);
  const state = finding === undefined ? "unknown" : finding.isHeld ? "held" : "missing";
  return { operation: name, permission, products, state, foundAt: finding?.at ?? null };
}

function findAlike(name: OperationName, findings: RightFindings): RightFinding | undefined {
  const wanted = operation(name);
  if (wanted.permission === null) return undefined;
  for (const [other, finding] of Object.entries(findings)) {
    const known = operation(other as OperationName);
    const sameProducts = JSON.stringify(known.products) === JSON.stringify(wanted.products);
    if (known.permission === wanted.permission && sameProducts) return finding;
  }
  return undefined;
}
