import type { Command } from "commander";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";
import { addTarget, aimAt, isRecord, type TargetOptions } from "./ask-tenant.js";
import { showFields } from "./show.js";

interface DeliverOptions extends TargetOptions {
  readonly subject?: string;
}

/** What people do: somebody clicks, somebody writes. And the vendor's other hosts, on demand. */
export function declareActs(emulator: Command, context: Context): void {
  const click = addTarget(
    emulator
      .command("click")
      .summary("somebody clicks on a URL, now")
      .description(
        "Let somebody click on a URL now, as it was sent or as it was rewritten; what becomes of it is told.",
      )
      .argument("<url>")
      .argument("<address>", "who clicks"),
  ).action((url: string, recipient: string, options: TargetOptions) =>
    act(context, options, { path: "click", body: { url, recipient } }),
  );
  addExamples(click, [
    [
      "postern emulator click https://lure.example/pay ada.abel@fernhill.example",
      "allowed, until it is blocked",
    ],
  ]);
  const deliver = addTarget(
    emulator
      .command("deliver")
      .summary("a mail comes, now")
      .description("Let a mail come now, through the account's rules; what becomes of it is told.")
      .argument("<sender>")
      .argument("<recipient>")
      .option("--subject <text>", "what it is about"),
  ).action((sender: string, recipient: string, { subject, ...options }: DeliverOptions) =>
    act(context, options, {
      path: "deliver",
      body: { sender, recipient, ...(subject === undefined ? {} : { subject }) },
    }),
  );
  addExamples(deliver, [
    ["postern emulator deliver bad@lure.example ada.abel@fernhill.example", "accepted, until it is blocked"],
  ]);
  const regions = addTarget(
    emulator
      .command("open-regions")
      .summary("the hosts of the other regions, and discovery, each on a port of its own")
      .description(
        "Open the hosts of the other regions, the discovery host and the gateways, each on a port of its own.",
      ),
  ).action((options: TargetOptions) => act(context, options, { path: "regions", body: {} }));
  addExamples(regions, [["postern emulator open-regions --json", "their addresses"]]);
}

async function act(
  context: Context,
  options: TargetOptions,
  { path, body }: { readonly path: string; readonly body: unknown },
): Promise<void> {
  const answer = await aimAt(context, options)("POST", path, body);
  if (options.json || !isRecord(answer)) await context.out.json(answer);
  else showFields(context.out, answer);
}
