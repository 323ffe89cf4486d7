// Writes the pages that are made from the code's own tables. `--check` writes nothing and fails where one is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderFaults } from "../packages/emulator/dist/faults/render.js";
import { renderDifferences } from "../packages/emulator/dist/guesses/render.js";
import { renderCoverage } from "../packages/emulator/dist/handlers/coverage.js";
import { renderChecks } from "../packages/emulator/dist/strictness/render.js";
import { renderActions } from "../packages/engine/dist/actions/describing/render.js";
import { renderErrors } from "../packages/engine/dist/errors/render.js";
import { renderFeeds } from "../packages/engine/dist/feeds/describing/render.js";
import { renderDefaultGuides } from "../packages/engine/dist/guides/index.js";
import { renderMetrics } from "../packages/engine/dist/telemetry/metrics/render.js";
import { renderCatalogue } from "../packages/mimecast/dist/index.js";
import { renderCommands, renderOptions } from "./emulator-pages.js";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "docs");
const catalogue = [
  "# The API, operation by operation",
  "",
  "Made from `packages/mimecast/src/catalogue` by `npm run docs`. A call that is not in the catalogue can't be made.",
  "",
  renderCatalogue(),
].join("\n");
const guides = Object.entries(renderDefaultGuides()).map(([name, text]) => [`guides/${name}`, text]);
const feeds = Object.entries(renderFeeds()).map(([name, text]) => [`feeds/${name}`, text]);
const actions = Object.entries(renderActions()).map(([name, text]) => [`actions/${name}`, text]);
const pages = [
  ["errors.md", renderErrors()],
  ["metrics.md", renderMetrics()],
  ["catalogue.md", catalogue],
  ["emulator/coverage.md", renderCoverage()],
  ["emulator/faults.md", renderFaults()],
  ["emulator/strict.md", renderChecks()],
  ["emulator/differences.md", renderDifferences()],
  ["emulator/options.md", await renderOptions()],
  ["emulator/commands.md", await renderCommands()],
  ...guides,
  ...feeds,
  ...actions,
];

const stale = [];
for (const [name, text] of pages) {
  const path = join(docs, name);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  stale.push(name);
  if (process.argv.includes("--check")) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(`docs: ${stale.join(", ")} are not what the code says: run \`npm run docs\`.`);
  process.exit(1);
}
