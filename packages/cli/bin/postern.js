#!/usr/bin/env node
// Plain JavaScript that also old versions of Node can read, so that they are told what is wrong.
import { existsSync } from "node:fs";

const minimumNode = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isTooOld = major < minimumNode[0] || (major === minimumNode[0] && minor < minimumNode[1]);

if (isTooOld) {
  console.error(
    `postern: Node.js ${process.versions.node} is too old: install ${minimumNode.join(".")} or later.`,
  );
  process.exitCode = 1;
} else if (!existsSync(new URL("../dist/main.js", import.meta.url))) {
  console.error("postern: not built yet: run npm run build");
  process.exitCode = 1;
} else {
  import("../dist/main.js").then((postern) => postern.main());
}
