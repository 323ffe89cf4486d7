// Makes a fresh clone ready: installs what is locked, builds what changed. Uses nothing but Node itself.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const minimumNode = [20, 19];

function stop(message) {
  console.error(`\nprepare: ${message}`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wantMajor, wantMinor] = minimumNode;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  stop(
    `Node.js ${process.versions.node} is too old: install ${minimumNode.join(".")} or later (the current LTS is best).`,
  );
}

/** npm writes node_modules/.package-lock.json when an install ends: older than our lockfile means stale. */
function needsInstall() {
  const marker = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(marker)) return true;
  if (statSync(marker).mtimeMs < statSync(join(root, "package-lock.json")).mtimeMs) return true;
  return !existsSync(join(root, "node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node"));
}

function has(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

function install() {
  console.error(
    "prepare: installing what package-lock.json names (compiling SQLite takes a minute or two where no prebuilt binary is to be had)",
  );
  // Not `npm ci`: it refuses a lockfile that lacks other platforms' optional binaries, which no registry mirror need have.
  const result = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) stop(`npm could not be started (${result.error.message}). Install npm beside Node.js.`);
  if (result.status === 0) return;
  console.error(`${result.stdout}${result.stderr}`);
  const missing = ["c++", "make", "python3"].filter((command) => !has(command));
  if (missing.length > 0) {
    stop(
      `the SQLite addon has no prebuilt binary for this machine and can't be compiled: ${missing.join(", ")} not found.\n` +
        "Install a C++ compiler, make and Python 3, then run the command again:\n" +
        "  Debian, Ubuntu   apt-get install g++ make python3\n" +
        "  Fedora           dnf install gcc-c++ make python3\n" +
        "  macOS            xcode-select --install\n" +
        '  Windows          Visual Studio Build Tools, with "Desktop development with C++"',
    );
  }
  stop("npm install failed; its own words stand above.");
}

function build() {
  console.error("prepare: building");
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const result = spawnSync(process.execPath, [compiler, "-b"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) stop("the build failed; the compiler's words stand above.");
  const packing = spawnSync(process.execPath, [join(root, "scripts", "bundle.js")], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (packing.status !== 0) stop("packing the command failed; the packer's words stand above.");
}

checkNode();
if (needsInstall()) install();
build();
