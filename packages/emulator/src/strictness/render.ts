import { checks } from "./checks.js";

/** The page about strict and loose tenants. */
export function renderChecks(): string {
  return [
    "# Strict and loose",
    "",
    "Made from `packages/emulator/src/strictness` by `npm run docs`. A tenant is strict unless told otherwise: it rejects what the real service rejects. A loose one lets through what it can still make sense of, so that a client can be tried before it signs, pages and dates its calls right.",
    "",
    "```sh",
    "postern emulator --loose",
    "postern emulator --loose identity,page-size --explain",
    "```",
    "",
    'In Node: `startTenant({ loose: true })`, or `loose: ["identity"]`. `--explain` and `requests()` (`forgiven`) tell of each call which checks it would have failed, and why.',
    "",
    "| Check | What a strict tenant insists on |",
    "|---|---|",
    ...Object.entries(checks).map(([name, says]) => `| \`${name}\` | ${says} |`),
    "",
    "Without `identity` a call may do whatever the registered application may. An item that lacks what it is about is refused either way, since nothing could be done with it; fields nobody knows are ignored either way, as by the real service.",
    "",
  ].join("\n");
}
