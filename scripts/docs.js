// Writes the pages that are made from the code's own tables.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderErrors } from "../packages/engine/dist/errors/render.js";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "docs");
writeFileSync(join(docs, "errors.md"), renderErrors());
