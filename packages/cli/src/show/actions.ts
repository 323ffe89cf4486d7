import type { ActionDescription } from "@postern/engine";
import { optionOf, primaryField } from "../acting/fields.js";
import type { Context } from "../program/context.js";
import type { Screen } from "../screen/screen.js";
import { printTable } from "../screen/table.js";
import { bold, dim, good, type Text, warn } from "../screen/text.js";

/** All actions, family by family. */
export function showActions(screen: Screen, actions: readonly ActionDescription[]): void {
  for (const family of new Set(actions.map((action) => action.family))) {
    screen.line(bold(family));
    printTable(screen, {
      columns: [
        { title: "action" },
        { title: "undo" },
        { title: "api" },
        { title: "what it does", gives: true },
      ],
      rows: actions
        .filter((action) => action.family === family)
        .map((action) => [
          action.name,
          paintUndo(action),
          action.generations.map(({ generation }) => generation).join(", "),
          action.sentence,
        ]),
    });
    screen.line();
  }
  screen.line(dim("postern actions show ACTION tells what it asks for, calls and needs."));
}

function paintUndo({ canUndo }: ActionDescription): Text {
  if (canUndo === null) return dim("looks");
  return canUndo ? good("yes") : warn("no");
}

/** An action in full. */
export function showAction({ out, propose }: Context, action: ActionDescription): void {
  out.line(bold(action.name), "  ", action.sentence);
  const undo = { true: good("possible"), false: warn("not possible"), null: dim("nothing to undo") };
  const sentences = new Set(action.generations.map((each) => each.undo));
  out.line(dim("  family   "), action.family);
  if (sentences.size === 1) {
    const [only] = sentences;
    out.line(dim("  undo     "), undo[`${action.canUndo}`], only === null ? "" : `: ${only}`);
  }
  if (action.isPrivate) out.line(dim("  privacy  "), warn("shows what people wrote; each look is audited"));
  for (const { generation, reads, writes, permission, products, undo: told } of action.generations) {
    out.line(dim(`  API ${generation}  `), [...writes, ...reads].join(", "));
    if (permission !== null) out.line(dim("           "), dim(`needs ${permission}`));
    if (sentences.size > 1) out.line(dim("           "), undo[`${action.canUndo}`], `: ${told ?? ""}`);
    if (products.length > 0) out.line(dim("           "), dim(`product ${products.join(", ")}`));
  }
  if (action.fields.length > 0) {
    printTable(out, {
      columns: [
        { title: "field" },
        { title: "kind" },
        { title: "needed" },
        { title: "by default", gives: true },
        { title: "meaning", gives: true },
      ],
      rows: action.fields.map((field) => [
        field.name,
        field.kind,
        field.isRequired ? "yes" : "no",
        field.byDefault === null ? "" : JSON.stringify(field.byDefault),
        [field.choices.join(", "), field.meaning ?? ""].filter((part) => part !== "").join("; "),
      ]),
    });
  }
  out.line(dim("  use      "), propose(commandOf(action)));
}

function commandOf(action: ActionDescription): readonly string[] {
  const primary = primaryField(action);
  const others = action.fields.filter((field) => field.isRequired && field.name !== primary?.name);
  const values = others.flatMap((field) => [`--${optionOf(field)}`, field.name.toUpperCase()]);
  const bare = primary === null ? [] : [primary.name.toUpperCase()];
  const ends = action.kind === "writing" ? ["--plan"] : [];
  return [action.kind === "writing" ? "do" : "look", action.name, ...bare, ...values, ...ends];
}
