import { describeAction } from "@postern/engine";
import type { Command } from "commander";
import { type ActionCommand, declareAction } from "../acting/declare-action.js";
import { senderWays } from "../acting/sender-ways.js";
import type { Context } from "../program/context.js";
import { addExamples } from "../program/examples.js";

/** The words typed, and the action behind them. */
type Shortcut = ActionCommand & { readonly action: string };

const address = "billing@evil.example";
const url = "'hxxps://evil[.]example/login'";

const blocks: readonly Shortcut[] = [
  {
    word: "sender",
    action: "block-sender",
    summary: "reject mail of an address or a domain",
    ways: senderWays("block"),
    example: address,
  },
  { word: "url", action: "block-url", summary: "stop clicks on a URL, for everyone", example: url },
  {
    word: "host",
    action: "block-url",
    presets: { matchType: "domain" },
    summary: "stop clicks on every URL of a host, for everyone",
    example: "'hxxps://evil[.]example/'",
  },
  {
    word: "file",
    action: "block-file",
    summary: "block mail with a file, by its SHA-256",
    example: "SHA256",
  },
];

const permits: readonly Shortcut[] = [
  {
    word: "sender",
    action: "permit-sender",
    summary: "exempt a sender from the blocks",
    ways: senderWays("permit"),
    example: address,
  },
  { word: "url", action: "permit-url", summary: "permit a URL, whatever its scan says", example: url },
];

const unblocks: readonly Shortcut[] = [
  {
    word: "sender",
    action: "unblock-sender",
    summary: "delete the policies that block a sender",
    example: address,
  },
  {
    word: "url",
    action: "remove-url",
    summary: "remove the entry that blocks or permits a URL",
    example: url,
  },
  { word: "file", action: "unlist-file", summary: "take a file off the list of hashes", example: "SHA256" },
];

const held: readonly Shortcut[] = [
  { word: "list", action: "list-held", summary: "messages that wait in the hold queue" },
  { word: "count", action: "count-held", summary: "how many are held, and why" },
  { word: "release", action: "release-held", summary: "let held messages go to their recipients" },
  { word: "reject", action: "reject-held", summary: "reject held messages" },
];

export function declareBlock(program: Command, context: Context): void {
  const block = declareGroup(program, context, {
    word: "block",
    summary: "block a sender, a URL, a host or a file",
    description:
      "Block a sender, a URL, a host or a file in a tenant. The plan is shown first: the calls, what is there already, " +
      "whom the last 30 days say it would have hit, and whether it can be undone.",
    shortcuts: blocks,
  });
  addExamples(block, [
    ["postern block sender billing@evil.example --plan", "see what it would do"],
    ["postern block url 'hxxps://evil[.]example/login' --on eu-prod", "asks before it does"],
    ["postern block sender billing@evil.example --for 7d", "for a week"],
    ["postern block url --file urls.txt --yes --reason INC-42 --json", "for a script"],
  ]);
}

export function declarePermit(program: Command, context: Context): void {
  const permit = declareGroup(program, context, {
    word: "permit",
    summary: "permit a sender or a URL",
    description:
      "Permit a sender or a URL. A permit is stronger than no entry: to take back a block, unblock.",
    shortcuts: permits,
  });
  addExamples(permit, [
    ["postern permit url 'hxxps://partner[.]example/login' --plan", "see what it would do"],
  ]);
}

export function declareUnblock(program: Command, context: Context): void {
  const unblock = declareGroup(program, context, {
    word: "unblock",
    summary: "remove a block, whoever made it",
    description:
      "Remove a block, whoever made it. To take back a run of Postern's own, and put back what stood there before it, undo the run.",
    shortcuts: unblocks,
  });
  addExamples(unblock, [["postern unblock sender billing@evil.example --plan", "see what it would do"]]);
}

export function declareHeld(program: Command, context: Context): void {
  const queue = declareGroup(program, context, {
    word: "held",
    summary: "list, release or reject held messages",
    description: "What waits in the hold queue, and what is to become of it. Neither can be undone.",
    shortcuts: held,
  });
  addExamples(queue, [
    ["postern held list", "what waits"],
    ["postern held release ID --plan", "see what it would do"],
  ]);
}

export function declareDecode(program: Command, context: Context): void {
  const as = { word: "decode", example: "'https://protect-eu.mimecast.com/s/abc'" };
  declareAction(program, context, { action: describeAction("decode-url"), as });
}

export function declareTrace(program: Command, context: Context): void {
  declareAction(program, context, { action: describeAction("find-messages"), as: { word: "trace" } });
}

function declareGroup(
  program: Command,
  context: Context,
  group: {
    readonly word: string;
    readonly summary: string;
    readonly description: string;
    readonly shortcuts: readonly Shortcut[];
  },
): Command {
  const command = program.command(group.word).summary(group.summary).description(group.description);
  for (const { action, ...as } of group.shortcuts) {
    declareAction(command, context, { action: describeAction(action), as });
  }
  return command;
}
