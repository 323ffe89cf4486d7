// Packs the command and the engine into few files: loading a thousand small ones took most of a command's time.
// The libraries stay as they are compiled, and bin/postern.js takes whichever is newer.
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "packages", "cli");
const engine = join(root, "packages", "engine");
const bundle = join(cli, "bundle");
const unfinished = join(cli, "bundle.unfinished");

/** The compiler writes its notes anew whenever it writes a file. */
const packed = ["cli", "engine", "mimecast"].map((name) =>
  join(root, "packages", name, "tsconfig.tsbuildinfo"),
);

function isFresh() {
  const main = join(bundle, "main.js");
  if (!existsSync(main)) return false;
  const madeAt = statSync(main).mtimeMs;
  return [...packed, fileURLToPath(import.meta.url)].every((path) => statSync(path).mtimeMs < madeAt);
}

/** A module finds what lies beside it (schemas, the store's thread, a version) by its own address, which stays as it was. */
const ownAddress = {
  name: "own-address",
  transform(code, id) {
    const address = addressOf(id);
    return address === null ? null : { code: code.replaceAll("import.meta.url", address), map: null };
  },
};

function addressOf(id) {
  const from = (directory) => JSON.stringify(relative(directory, id).split(sep).join("/"));
  if (id.startsWith(join(cli, "dist"))) return `new URL(${from(bundle)}, import.meta.url).href`;
  // Where an installed engine lies is not known here.
  if (id.startsWith(join(engine, "dist"))) {
    return `new URL(${from(join(engine, "dist"))}, import.meta.resolve("@postern/engine")).href`;
  }
  return null;
}

async function pack() {
  const { rolldown } = await import("rolldown");
  const build = await rolldown({
    input: { main: join(cli, "dist", "main.js") },
    platform: "node",
    // A native addon, and a web server that only `postern emulator` and the demo start.
    external: ["better-sqlite3", /^@postern\/emulator/],
    plugins: [ownAddress],
    logLevel: "warn",
  });
  rmSync(unfinished, { recursive: true, force: true });
  await build.write({ dir: unfinished, format: "esm", entryFileNames: "[name].js" });
  await build.close();
  rmSync(bundle, { recursive: true, force: true });
  renameSync(unfinished, bundle);
}

if (!isFresh()) await pack();
