import { describeAction } from "@postern/engine";
import type { Command } from "commander";
import { type ActionCommand, declareAction } from "../acting/declare-action.js";
import { senderWays, unblockWays } from "../acting/sender-ways.js";
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
    alias: "hash",
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
    summary: "take away what blocks a sender",
    ways: unblockWays(),
    example: address,
  },
  {
    word: "url",
    action: "remove-url",
    summary: "remove the entry that blocks or permits a URL",
    example: url,
  },
  {
    word: "file",
    alias: "hash",
    action: "unlist-file",
    summary: "take a file off the list of hashes",
    example: "SHA256",
  },
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

const removals: readonly Shortcut[] = [
  {
    word: "message",
    action: "remediate-message",
    summary: "by its message id",
    example: "'<abc@mail.example>'",
  },
  { word: "url", action: "remediate-url", summary: "that carry a URL", example: url },
  { word: "file", action: "remediate-file", summary: "that carry a file, by its SHA-256", example: "SHA256" },
  { word: "list", action: "find-incidents", summary: "what was removed, and how far it has come" },
  { word: "follow", action: "follow-incident", summary: "one of them to its end" },
];

const users: readonly Shortcut[] = [
  { word: "show", action: "show-user", summary: "locked, disabled, and what they may do" },
  { word: "lock", action: "lock-user", summary: "lock a user out" },
  { word: "unlock", action: "unlock-user", summary: "let a locked user in again" },
  { word: "disable", action: "disable-user", summary: "disable an account" },
  { word: "enable", action: "enable-user", summary: "enable it again" },
];

const groups: readonly Shortcut[] = [
  { word: "find", action: "find-groups", summary: "by any part of the name" },
  { word: "members", action: "list-group-members", summary: "whom a group holds" },
  { word: "add", action: "add-group-member", summary: "put an address or a domain into a group" },
  { word: "take", action: "remove-group-member", summary: "take one out of a group" },
  { word: "create", action: "create-group", summary: "make a group" },
  { word: "update", action: "update-group", summary: "rename a group, or move it" },
  { word: "delete", action: "delete-group", summary: "delete an empty group" },
];

export function declareRemediate(program: Command, context: Context): void {
  const remediate = declareGroup(program, context, {
    word: "remediate",
    summary: "remove delivered messages from mailboxes",
    description:
      "Remove delivered messages from all mailboxes, and follow it to the end. Only Mimecast's console puts them back.",
    shortcuts: removals,
  });
  addExamples(remediate, [
    ["postern remediate message '<abc@mail.example>' --plan", "see what it would do"],
    ["postern remediate url 'hxxps://evil[.]example/login' --yes --follow", "to the end, in a script too"],
    ["postern remediate list", "what was removed in the last month"],
  ]);
}

export function declareUsers(program: Command, context: Context): void {
  const user = declareGroup(program, context, {
    word: "users",
    summary: "look at users, lock or disable them",
    description: "Users of the account: their state, and whether they may sign in.",
    shortcuts: users,
  });
  addExamples(user, [["postern users lock ana@corp.example --plan", "see what it would do"]]);
}

export function declareGroups(program: Command, context: Context): void {
  const group = declareGroup(program, context, {
    word: "groups",
    summary: "profile groups and whom they hold",
    description: "Profile groups: what follows from membership is what the tenant's policies say of a group.",
    shortcuts: groups,
  });
  addExamples(group, [
    ["postern groups members 'Blocked Senders'", "whom it holds"],
    ["postern groups add Watched --member evil.example --plan", "see what it would do"],
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
