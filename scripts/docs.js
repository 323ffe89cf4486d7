// Writes the pages that are made from the code's own tables.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderErrors } from "../packages/engine/dist/errors/render.js";
import { renderDefaultGuides } from "../packages/engine/dist/guides/index.js";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "docs");
writeFileSync(join(docs, "errors.md"), renderErrors());

mkdirSync(join(docs, "guides"), { recursive: true });
for (const [name, text] of Object.entries(renderDefaultGuides()))
  writeFileSync(join(docs, "guides", name), text);
