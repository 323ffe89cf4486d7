#!/usr/bin/env node
// Keeps what recorded answers of the real service look like, key by key and nothing of their values, for the tests of
// the emulated tenant: node scripts/record-shapes.js DIRECTORY

import { writeFile } from "node:fs/promises";
import { readSamples } from "../tests/dist/emulating/fidelity/recorded.js";

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("Name the directory of the samples.");
const shapes = await readSamples(directory);
const file = new URL("../tests/src/emulating/fidelity/recorded.json", import.meta.url);
await writeFile(file, `${JSON.stringify(shapes, null, 2)}\n`);
