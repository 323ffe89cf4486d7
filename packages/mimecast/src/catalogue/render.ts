import type { Generation, Operation } from "./operation.js";
import { operationAreas } from "./operations.js";

const columns = [
  "Operation",
  "Call",
  "API",
  "Product",
  "Permission",
  "Pages",
  "Quota",
  "What it does",
] as const;

/** The catalogue as Markdown: a table per area, then what a client must know of each. Pure; for the docs. */
export function renderCatalogue(): string {
  const areas = Object.entries(operationAreas).map(([area, entries]) => {
    const listed: Operation[] = Object.values(entries);
    return renderArea(area, listed);
  });
  return `${areas.join("\n\n")}\n`;
}

function renderArea(area: string, listed: readonly Operation[]): string {
  const rows = listed.map((entry) => renderRow(renderCells(entry)));
  const table = [renderRow(columns), renderRow(columns.map(() => "---")), ...rows].join("\n");
  const odd = listed.filter(({ oddities }) => oddities.length > 0).map(renderOddities);
  return [`## ${area}`, table, ...(odd.length === 0 ? [] : [odd.join("\n")])].join("\n\n");
}

function renderCells(entry: Operation): readonly string[] {
  const { name, method, path, generations, products, permission, otherPermission, summary } = entry;
  const confidence = entry.confidence ?? "sure";
  const allowed = [permission, otherPermission].filter((value) => value !== null && value !== undefined);
  return [
    `\`${name}\``,
    `${method} \`${path}\``,
    generations.join(", "),
    products.join(" or ") || "–",
    allowed.join(" or ") || "–",
    renderPages(entry),
    renderQuotas(entry),
    confidence === "sure" ? summary : `${summary} (${confidence})`,
  ];
}

function renderPages({ paging, pageSize }: Operation): string {
  if (paging === "none") return "–";
  if (pageSize === null) return paging;
  const { default: usual, max } = pageSize;
  return usual === max ? `${paging}, ${max}` : `${paging}, ${usual}, at most ${max}`;
}

function renderQuotas({ quota }: Operation): string {
  const generations: readonly Generation[] = ["1.0", "2.0"];
  const known = generations.flatMap((generation) => quota[generation] ?? []);
  return known.map(({ calls, perSeconds }) => `${calls} in ${perSeconds / 60} min`).join(", ") || "–";
}

function renderOddities({ name, oddities }: Operation): string {
  return [`- \`${name}\``, ...oddities.map((oddity) => `  - ${oddity}`)].join("\n");
}

/** A permission holds the bar that ends a cell. */
function renderRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
