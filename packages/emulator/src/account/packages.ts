import type { Product } from "@postern/mimecast/catalogue";

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
