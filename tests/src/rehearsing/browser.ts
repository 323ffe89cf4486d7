import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Under these names distributions install it. */
const programs = ["chromium", "chromium-browser", "google-chrome"] as const;
const directories = (process.env["PATH"] ?? "").split(delimiter);

/** Where a Chromium is installed; null where there is none. Under CI that is a failure, not a reason to skip. */
export const installedBrowser: string | null = findBrowser();

function findBrowser(): string | null {
  for (const program of programs) {
    const found = directories.map((directory) => join(directory, program)).find(isExecutable);
    if (found !== undefined) return found;
  }
  const note = `No browser on PATH (${programs.join(", ")}): install Debian's package chromium to walk through the guides.`;
  if (process.env["CI"] !== undefined) throw new Error(note);
  process.stderr.write(`${note} These tests are skipped.\n`);
  return null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser as it is on the first day: with a profile of its own, that nobody keeps. */
export async function openBrowser(): Promise<Browser> {
  if (installedBrowser === null) throw new Error("there is no browser");
  return await chromium.launch({
    executablePath: installedBrowser,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
