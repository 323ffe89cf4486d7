import type { OperationName, Product } from "@postern/mimecast/catalogue";

/** What is licensed: a name, and the number it goes with. */
export interface Package {
  readonly id: number;
  readonly name: string;
}

/** What every account has. Names and numbers are the vendor's. */
const basics: readonly Package[] = [
  { id: 1032, name: "Metadata Track and Trace (Site)" },
  { id: 1033, name: "Mimecast Platform" },
];

/** What an account must have for an application to get a product. Which goes with which is guessed. */
const packagesOf: Readonly<Partial<Record<Product, readonly Package[]>>> = {
  "Email Security Cloud Gateway": [{ id: 1039, name: "Secure Email Gateway (Site)" }],
  "Security Events": [
    { id: 1043, name: "URL Protection (Site)" },
    { id: 1056, name: "Attachment Protection (Site)" },
    { id: 1060, name: "Impersonation Protection" },
    { id: 1064, name: "Internal Email Protect" },
  ],
  "Threat Management": [
    { id: 1075, name: "Threat Remediation" },
    { id: 1089, name: "BYO: Threat Intelligence" },
  ],
  "Data Retention": [{ id: 1050, name: "Journal Services" }],
  "Awareness Training": [{ id: 1078, name: "Awareness Training" }],
};

/** What an account has whose applications have these products; null: everything. */
export function listPackages(products: ReadonlySet<Product> | null): Package[] {
  const licensed = Object.entries(packagesOf).flatMap(([product, packages]) =>
    products === null || [...products].some((one) => one === product) ? packages : [],
  );
  return [...basics, ...licensed].sort((one, other) => one.id - other.id);
}

/** An application gets no product that isn't licensed: what one has, the account has. Null: everything. */
export function productsOf({
  applications2,
}: {
  readonly applications2: readonly { readonly products: readonly Product[] | null }[];
}): ReadonlySet<Product> | null {
  const products = new Set<Product>();
  for (const application of applications2) {
    if (application.products === null) return null;
    for (const product of application.products) products.add(product);
  }
  return products;
}

/** Which calls are of no use without a package, by the beginning of their names; which goes with which is guessed. */
const packageByFamily: readonly (readonly [family: string, id: number])[] = [
  ["ttp.url.", 1043],
  ["ttp.attachment.", 1056],
  ["ttp.impersonation.", 1060],
  ["ttp.remediation.", 1075],
  ["byo-threat-intelligence.", 1089],
  ["awareness-training.", 1078],
];

/** What an account must have for a call; null: nothing beside the product. */
export function packageNeeded(operation: OperationName): Package | null {
  const id = packageByFamily.find(([family]) => operation.startsWith(family))?.[1];
  return listPackages(null).find((known) => known.id === id) ?? null;
}
