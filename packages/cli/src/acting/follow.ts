import { describeAction, type Engine, PosternError, type Run } from "@postern/engine";
import type { Context } from "../program/context.js";
import { dim } from "../screen/text.js";
import { showLiveRow } from "../show/rows.js";
import { because } from "./reason.js";

type Item = Readonly<Record<string, unknown>>;

/** What goes on in time, each row as it comes. Ctrl-C ends the looking, and nothing else. */
export async function tellLive(
  context: Context,
  engine: Engine,
  wanted: {
    readonly action: string;
    readonly connection: string;
    readonly input: Item;
    readonly reason?: string | undefined;
    readonly json?: boolean | undefined;
  },
): Promise<void> {
  const { action, connection, input, reason, json } = wanted;
  const { columns } = describeAction(action);
  const signal = context.stop.listen();
  const request = { action, connection, input, ...because(reason), signal };
  try {
    for await (const row of engine.actions.read(request)) {
      if (json) await context.out.json(row);
      else showLiveRow(context.out, { columns, row, now: context.now() });
    }
  } catch (thrown) {
    if (!(thrown instanceof PosternError) || thrown.code !== "interrupted") throw thrown;
    context.err.line(dim("Stopped looking; the work goes on at Mimecast."));
  }
}

/** Follows to its end what a run began: the objects it made, one after the other. */
export async function followRun(
  context: Context,
  engine: Engine,
  { run, look, json }: { readonly run: Run; readonly look: string; readonly json?: boolean | undefined },
): Promise<void> {
  for (const { before, after } of run.items) {
    const known = new Set(before?.map(({ id }) => id));
    for (const { id } of (after ?? []).filter((object) => !known.has(object.id))) {
      if (context.stop.listen().aborted) return;
      if (!json) context.out.line(dim("  following it with  "), context.propose(["look", look, id]));
      await tellLive(context, engine, { action: look, connection: run.connection, input: { id }, json });
    }
  }
}
