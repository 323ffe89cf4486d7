import { type Channel, noticeKinds, PosternError } from "@postern/engine";
import type { Command } from "commander";
import { type AddOptions, readChannel } from "../notify/read-channel.js";
import { describeTarget, formatQuiet } from "../notify/show.js";
import type { Context } from "../program/context.js";
import { withEngine } from "../program/engine.js";
import { addExamples } from "../program/examples.js";
import { reasonOption } from "../program/reason.js";
import { printTable } from "../screen/table.js";
import { bold, dim, good, warn } from "../screen/text.js";
import { toIso } from "../screen/times.js";
import { collectList } from "../values/lists.js";

interface NotifyOptions {
  readonly json?: boolean;
}

export function declareNotify(program: Command, context: Context): void {
  const notify = program
    .command("notify")
    .summary("who is told when a credential is refused, a feed is stale, a span is lost …")
    .description(
      `Where \`postern run\` tells what operators should know: ${noticeKinds.join(", ")}. Once when it begins, and once when it is over.`,
    );
  addExamples(notify, [
    ["postern notify add ops --webhook https://hooks.corp.example/postern", "signed"],
    ["postern notify test ops", "does it arrive?"],
  ]);
  const add = notify
    .command("add")
    .summary("tell another place")
    .description(
      "Add a channel. Its secret is never an argument: the key that signs a webhook, the URL of a Slack or Teams webhook, the password of a mail server come from POSTERN_NOTIFY_SECRET or --secret-file.",
    )
    .argument("<name>", "a name for it")
    .option("--webhook <url>", "POST JSON there, signed; a key is made where none is given")
    .option("--slack", "a Slack-compatible webhook; its URL is the secret")
    .option("--teams", "a Teams workflow's webhook; its URL is the secret")
    .option("--smtp <server>", "mail: smtps://user@host, smtp://user@host:587 (STARTTLS)")
    .option("--no-tls", "mail in the clear, within your own walls")
    .option("--from <address>", "mail: whom it is from")
    .option("--to <address>", "mail: whom it is to; may be repeated, or a,b", collectList)
    .option("--command <command>", "run a program, without a shell; the message is JSON on its input")
    .option("--secret-file <file>", "read the secret from a file; - is standard input")
    .option("--only <kind>", "only these; may be repeated, or a,b", collectList)
    .option("--ca <file>", "mail: PEM of a CA to trust as well, for a server within your own walls")
    .option("--quiet <hours>", "hold back between these times: 22:00-07:00")
    .option("--zone <name>", "whose clock that is: Europe/Berlin (default: this machine's)")
    .option(...reasonOption)
    .option("--json", "one JSON object")
    .action((name: string, options: AddOptions & NotifyOptions) => addChannel(context, name, options));
  addExamples(add, [
    ["postern notify add ops --webhook https://hooks.corp.example/postern", "prints the signing key once"],
    [
      "postern notify add chat --slack --secret-file slack-url.txt --quiet 22:00-07:00 --zone Europe/Berlin",
      "not at night",
    ],
    [
      "postern notify add mail --smtp smtp://postern@mail.corp.example:587 --from postern@corp.example --to soc@corp.example",
      "by mail",
    ],
    [
      "postern notify add pager --command '/usr/local/bin/page soc' --only credentials-refused,window-lost",
      "a program",
    ],
  ]);
  const list = notify
    .command("list")
    .summary("who is told")
    .description("List the channels, without their secrets.")
    .option("--json", "one JSON object")
    .action((options: NotifyOptions) => listChannels(context, options));
  addExamples(list, [["postern notify list", "who is told, and of what"]]);
  const remove = notify
    .command("remove")
    .summary("tell a place no more")
    .description("Remove a channel; what was still to be sent there goes with it.")
    .argument("<name>", "the channel")
    .option(...reasonOption)
    .action((name: string) => removeChannel(context, name));
  addExamples(remove, [["postern notify remove chat", "tell it no more"]]);
  const test = notify
    .command("test")
    .summary("send a message that says it is a test")
    .description("Send a test message, now, quiet hours or not. Exit code 13: it was not taken.")
    .argument("[name]", "the channel; all of them, where none is named")
    .action((name: string | undefined) => testChannels(context, name));
  addExamples(test, [
    ["postern notify test ops", "does it arrive?"],
    ["postern notify test", "every channel"],
  ]);
}

async function addChannel(
  context: Context,
  name: string,
  options: AddOptions & NotifyOptions,
): Promise<void> {
  const wanted = await readChannel(context, name, options);
  const { channel, madeSecret } = await withEngine(context, (engine) => engine.notifications.add(wanted));
  const { out } = context;
  if (options.json) {
    await out.json({ ...encode(channel), signingKey: madeSecret });
    return;
  }
  out.line(good("Added  "), bold(name), dim(`  ${describeTarget(channel.target)}`));
  if (madeSecret !== null) {
    out.line(dim("  signing key  "), madeSecret);
    out.line(warn("  shown this once"), dim(": the receiver needs it to check the signature"));
  }
  out.line(dim("Does it arrive?  "), context.propose(["notify", "test", name]));
}

async function listChannels(context: Context, options: NotifyOptions): Promise<void> {
  const channels = await withEngine(context, (engine) => engine.notifications.list());
  const { out } = context;
  if (options.json) await out.json({ channels: channels.map(encode) });
  else if (channels.length === 0) out.line("Nobody is told yet. See postern notify add --help.");
  else {
    printTable(out, {
      columns: [
        { title: "name" },
        { title: "where", gives: true },
        { title: "of", gives: true },
        { title: "quiet" },
      ],
      rows: channels.map(({ name, target, only, quiet }) => [
        bold(name),
        describeTarget(target),
        only === null ? "everything" : only.join(", "),
        formatQuiet(quiet),
      ]),
    });
  }
}

async function removeChannel(context: Context, name: string): Promise<void> {
  await withEngine(context, (engine) => engine.notifications.remove(name));
  context.out.line("Removed ", bold(name));
}

/** One that takes nothing keeps the others from nothing; its error is told when all were tried. */
async function testChannels(context: Context, name: string | undefined): Promise<void> {
  await withEngine(context, async ({ notifications }) => {
    const names = name === undefined ? (await notifications.list()).map((channel) => channel.name) : [name];
    if (names.length === 0)
      throw new PosternError("bad-usage", "There is no channel yet: make one with `postern notify add`.");
    const failures: unknown[] = [];
    for (const each of names) {
      try {
        const { target } = await notifications.test(each);
        context.out.line(good("Sent  "), bold(each), "  ", describeTarget(target));
      } catch (thrown) {
        failures.push(thrown);
        if (names.length > 1) context.out.line(warn("Failed  "), bold(each));
      }
    }
    if (failures.length > 0) throw failures[0];
  });
}

function encode(channel: Channel): object {
  return { ...channel, createdAt: toIso(channel.createdAt) };
}
