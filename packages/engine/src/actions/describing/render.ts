import type { OperationName } from "@postern/mimecast";
import { type ActionDescription, describeActions } from "./describe.js";
import type { ActionField } from "./fields.js";
import { peersOf } from "./peers.js";

/** The pages of docs/actions by file name: one of all actions, and one of each family. */
export function renderActions(): Readonly<Record<string, string>> {
  const actions = describeActions();
  const families = [...new Set(actions.map(({ family }) => family))];
  const pages = families.map((family) => [
    `${family}.md`,
    renderFamily(
      family,
      actions.filter((action) => action.family === family),
    ),
  ]);
  return { "README.md": renderOverview(actions), ...Object.fromEntries(pages) };
}

const source = "Made from `packages/engine/src/actions` by `npm run docs`.";
const nothing = "–";

function renderOverview(actions: readonly ActionDescription[]): string {
  const rows = actions.map((action) => [
    `[${action.name}](${action.family}.md#${action.name})`,
    action.sentence,
    callsOf(action).map(code).join(", "),
    action.generations.map(({ generation }) => generation).join(", "),
    permissionOf(action),
    productOf(action),
    undoOf(action),
    peersOf(callsOf(action)[0]).join(", ") || nothing,
  ]);
  return page([
    "# Actions",
    source,
    "An **action** is something Postern can do in a tenant. One that changes something is planned, run, read back and, " +
      "where the vendor lets it, undone: [acting](../acting.md). One that only looks changes nothing. `postern actions` " +
      "prints this list, `postern actions show ACTION` one of them. *Calls* are in the order of preference; *peers* are " +
      "other connectors that make the first of them.",
    table(["Action", "What it does", "Calls", "API", "Permission", "Product (2.0)", "Undo", "Peers"], rows),
  ]);
}

function renderFamily(family: string, actions: readonly ActionDescription[]): string {
  return page([`# Actions: ${family}`, source, ...actions.flatMap(renderAction)]);
}

function renderAction(action: ActionDescription): readonly string[] {
  const { name, kind, sentence, fields, isPrivate, isUsual, columns } = action;
  const isWriting = kind === "writing";
  const facts = [
    ["Kind", isWriting ? "changes something: planned, run, read back" : "looks; nothing is changed"],
    ...action.generations.map(({ generation, reads, writes }) => [
      `Calls (API ${generation})`,
      [
        ...(writes.length > 0 ? [`writes ${writes.map(code).join(", ")}`] : []),
        ...(reads.length > 0 ? [`reads ${reads.map(code).join(", ")}`] : []),
      ].join("; "),
    ]),
    ["Permission", permissionOf(action)],
    ["Product (2.0)", productOf(action)],
    ["Undo", undoOf(action)],
    ...(isWriting
      ? [["Allowed by default", isUsual ? "yes" : "no: `postern connections set NAME --actions`"]]
      : []),
    ...(isPrivate ? [["Privacy", "shows what people wrote: each look is kept in the audit log"]] : []),
    ...(columns.length > 0 ? [["Tells", columns.map(({ title }) => title).join(", ")]] : []),
    ["Peers", peersOf(callsOf(action)[0]).join(", ") || nothing],
  ];
  const command = `postern ${isWriting ? "do" : "look"} ${name}`;
  return [
    `## ${name}`,
    sentence,
    table(["", ""], facts),
    ...(fields.length === 0
      ? []
      : [table(["Field", "Kind", "Needed", "By default", "Meaning"], fields.map(rowOf))]),
    `\`${command} --help\` tells how it is typed.`,
  ];
}

function rowOf({ name, kind, isRequired, byDefault, choices, meaning }: ActionField): readonly string[] {
  const words = choices.map(code).join(", ");
  return [
    code(name),
    kind,
    isRequired ? "yes" : "no",
    byDefault === null ? nothing : code(JSON.stringify(byDefault)),
    [words, meaning ?? ""].filter((part) => part !== "").join("; ") || nothing,
  ];
}

/** Of all its generations, the writes first: without repeats. */
function callsOf({ generations }: ActionDescription): readonly OperationName[] {
  const writes = generations.flatMap((each) => each.writes);
  const reads = generations.flatMap((each) => each.reads);
  return [...new Set(writes.length > 0 ? writes : reads)];
}

function permissionOf({ generations }: ActionDescription): string {
  const known = new Set(generations.flatMap(({ permission }) => permission ?? []));
  return [...known].join("; ") || nothing;
}

function productOf({ generations }: ActionDescription): string {
  return [...new Set(generations.flatMap(({ products }) => products))].join(", ") || nothing;
}

/** What exactly comes back; where the generations differ, each of them. */
function undoOf({ canUndo, generations }: ActionDescription): string {
  if (canUndo === null) return "nothing to undo";
  const sentences = new Set(generations.map(({ undo }) => undo));
  const [only] = sentences;
  const told =
    sentences.size === 1
      ? (only ?? "")
      : generations.map(({ generation, undo }) => `API ${generation}: ${undo ?? ""}`).join(" ");
  return `${canUndo ? "yes" : "**no**"}: ${told}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function page(blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}

/** A permission holds the bar that ends a cell. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => "---"), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
