#!/usr/bin/env node
// Plain JavaScript that also old versions of Node can read, so that they are told what is wrong.
import { existsSync, statSync } from "node:fs";

const minimumNode = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isTooOld = major < minimumNode[0] || (major === minimumNode[0] && minor < minimumNode[1]);

// The same program twice: as compiled, and packed into few files, which starts in half the time or less.
const compiled = new URL("../dist/main.js", import.meta.url);
const packed = new URL("../bundle/main.js", import.meta.url);

/** In a clone, what was compiled since is newer than the pack. What is installed has no notes of the compiler. */
function isPackCurrent() {
  if (!existsSync(packed)) return false;
  const notes = ["cli", "engine", "mimecast"].map(
    (name) => new URL(`../../${name}/tsconfig.tsbuildinfo`, import.meta.url),
  );
  const packedAt = statSync(packed).mtimeMs;
  return notes.every((note) => !existsSync(note) || statSync(note).mtimeMs < packedAt);
}

if (isTooOld) {
  console.error(
    `postern: Node.js ${process.versions.node} is too old: install ${minimumNode.join(".")} or later.`,
  );
  process.exitCode = 1;
} else if (isPackCurrent()) {
  import(packed).then((postern) => postern.main());
} else if (existsSync(compiled)) {
  import(compiled).then((postern) => postern.main());
} else {
  console.error("postern: not built yet: run npm run build");
  process.exitCode = 1;
}
