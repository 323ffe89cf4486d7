import type { ActionDescription } from "@postern/engine";
import type { Context } from "../program/context.js";
import { pickConnection, withEngine } from "../program/engine.js";
import { countOf } from "../screen/numbers.js";
import { dim } from "../screen/text.js";
import { showRows } from "../show/rows.js";
import { tellLive } from "./follow.js";
import { because } from "./reason.js";

type Item = Readonly<Record<string, unknown>>;

export interface LookOptions {
  readonly on?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/** A look into the tenant: a table for people, a JSON object a line for programs. */
export async function look(
  context: Context,
  wanted: { readonly action: ActionDescription; readonly input: Item; readonly options: LookOptions },
): Promise<void> {
  const { action, input, options } = wanted;
  await withEngine(context, async (engine) => {
    const connection = await pickConnection(engine, options.on);
    const request = {
      action: action.name,
      connection: connection.name,
      input,
      ...because(options.reason),
    };
    if (action.isLive) {
      const { reason, json } = options;
      await tellLive(context, engine, { ...request, reason, json });
      return;
    }
    const rows: Item[] = [];
    for await (const row of engine.actions.read(request)) {
      if (options.json) await context.out.json(row);
      else rows.push(row);
    }
    if (options.json) return;
    if (rows.length === 0) context.out.line("Nothing was found.");
    else {
      showRows(context.out, { columns: action.columns, rows });
      if (rows.length > 1) context.err.line(dim(countOf(rows.length, "row")));
    }
  });
}
