/** What an error means, what Postern does about it, and what the operator does. */
export interface ErrorEntry {
  readonly means: string;
  readonly posternDoes: string;
  readonly youDo: string;
  /** Whether Postern tries again by itself. */
  readonly retried: boolean;
  /** Exit code of the command line. */
  readonly exitCode: number;
  /** Status of the REST API. */
  readonly httpStatus: number;
}

/**
 * The one table of error codes. Exit codes by group: 2 wrong use, 3 not found, 4 busy, 5 store and vault,
 * 10 credentials, 11 permission, 12 throttled, 13 the tenant can't be reached, 14 the tenant refuses or answers
 * strangely, 15 data that can't be read, 16 an action that did not end well, 70 a fault of Postern, 130 interrupted.
 */
export const errorTable = {
  "bad-usage": {
    means: "A value on the command line, in the environment or in a file is missing or wrong.",
    posternDoes: "Nothing was changed.",
    youDo: "Correct the value the message names; --help shows examples.",
    retried: false,
    exitCode: 2,
    httpStatus: 400,
  },
  "unknown-connection": {
    means: "No connection has that name.",
    posternDoes: "Nothing was changed.",
    youDo: "List the names with `postern connections`, or make one with `postern connect`.",
    retried: false,
    exitCode: 3,
    httpStatus: 404,
  },
  "unknown-run": {
    means: "No run of an action has that id.",
    posternDoes: "Nothing was changed.",
    youDo: "List the runs with `postern runs`.",
    retried: false,
    exitCode: 3,
    httpStatus: 404,
  },
  "unknown-plan": {
    means: "No plan has that id.",
    posternDoes: "Nothing was changed.",
    youDo: "Plan again with --plan; its id stands at the top.",
    retried: false,
    exitCode: 3,
    httpStatus: 404,
  },
  "unknown-containment": {
    means: "No containment has that id.",
    posternDoes: "Nothing was changed.",
    youDo: "List them with `postern contain list`.",
    retried: false,
    exitCode: 3,
    httpStatus: 404,
  },
  "unknown-credential": {
    means: "No credential has that name.",
    posternDoes: "Nothing was changed.",
    youDo: "List the names with `postern credentials`.",
    retried: false,
    exitCode: 3,
    httpStatus: 404,
  },
  "credential-exists": {
    means: "A credential of that name exists already.",
    posternDoes: "Nothing was changed.",
    youDo:
      "Choose another name, use the one there is, or replace its secrets with `postern connect --update`.",
    retried: false,
    exitCode: 2,
    httpStatus: 409,
  },
  "credential-in-use": {
    means: "Connections still use this credential.",
    posternDoes: "Nothing was changed.",
    youDo: "Remove those connections first, or give them another credential.",
    retried: false,
    exitCode: 2,
    httpStatus: 409,
  },
  "connection-paused": {
    means: "The connection is paused.",
    posternDoes: "Reads nothing through it; what comes meanwhile is read once it is resumed.",
    youDo: "Resume it with `postern resume NAME`.",
    retried: false,
    exitCode: 4,
    httpStatus: 409,
  },
  "connection-exists": {
    means: "A connection of that name exists already.",
    posternDoes: "Nothing was changed.",
    youDo: "Choose another name, or remove the old one with `postern connections remove NAME`.",
    retried: false,
    exitCode: 2,
    httpStatus: 409,
  },
  "lease-held": {
    means: "Another process is collecting with the same credential.",
    posternDoes:
      "Leaves it alone, so that nothing is read twice at once; `postern run` waits and takes over when it ends.",
    youDo:
      "Nothing, if it is `postern run`: it reads what is due. Else wait for it to end. What a process held that died is free after a minute at the latest.",
    retried: true,
    exitCode: 4,
    httpStatus: 409,
  },
  "lease-lost": {
    means: "This process paused for so long that another one took over its work.",
    posternDoes: "Refuses the commit: what it had read is read again by the other one.",
    youDo: "Nothing. If it happens often, the machine is too busy.",
    retried: true,
    exitCode: 4,
    httpStatus: 409,
  },
  "store-failed": {
    means: "The database refused to read or write: wrong rights, or a damaged file.",
    posternDoes: "Stops before anything half done; checkpoints stay where the data is.",
    youDo:
      "Look at it with `postern store check`, and mend the rights of the data directory or restore a backup; then start again.",
    retried: false,
    exitCode: 5,
    httpStatus: 500,
  },
  "unknown-channel": {
    means: "No channel for notices has that name.",
    posternDoes: "Nothing was changed.",
    youDo: "List the names with `postern notify list`.",
    retried: false,
    exitCode: 3,
    httpStatus: 404,
  },
  "notification-failed": {
    means: "A channel did not take a message.",
    posternDoes:
      "A test is not sent again; what a collector has to tell is tried for a day, with growing pauses.",
    youDo: "Look at the other end: address, password, whether it answers. Then `postern notify test NAME`.",
    retried: true,
    exitCode: 13,
    httpStatus: 502,
  },
  "store-unwritable": {
    means:
      "The disk took no more: it is full, over its quota, read-only or failing, or another program locks the file.",
    posternDoes:
      "Nothing half done stays. A running collector stops reading, tries the disk every few seconds and goes on by itself.",
    youDo:
      "Free space, or mend the disk; `postern store info` shows how much is free, `postern store compact` gives space back.",
    retried: true,
    exitCode: 5,
    httpStatus: 507,
  },
  "store-in-use": {
    means: "Another process has the store open.",
    posternDoes: "Leaves it as it is.",
    youDo: "Stop `postern run` and every other command on this data directory, then try again.",
    retried: false,
    exitCode: 4,
    httpStatus: 409,
  },
  "store-newer": {
    means: "The store was written after the backup that is to replace it.",
    posternDoes: "Leaves both as they are.",
    youDo: "If the backup is what you want, move postern.db out of the data directory first.",
    retried: false,
    exitCode: 5,
    httpStatus: 409,
  },
  "store-too-new": {
    means: "The data directory was written by a newer Postern.",
    posternDoes: "Refuses to open it, so that nothing is damaged.",
    youDo: "Use that version or a later one, or point POSTERN_HOME at another directory.",
    retried: false,
    exitCode: 5,
    httpStatus: 500,
  },
  "vault-wrong-key": {
    means: "The key does not open the vault: it is not the one the secrets were sealed with.",
    posternDoes: "Refuses to start; the sealed secrets are untouched.",
    youDo: "Give the right key in POSTERN_KEY, or put the key file back into the data directory.",
    retried: false,
    exitCode: 5,
    httpStatus: 500,
  },
  "vault-bad-key": {
    means: "The key is not 32 bytes in base64 or hexadecimal.",
    posternDoes: "Refuses to start.",
    youDo: "Make one with `openssl rand -base64 32` and give it in POSTERN_KEY.",
    retried: false,
    exitCode: 5,
    httpStatus: 500,
  },
  "bad-credentials-shape": {
    means: "A key or secret does not look like what it should be.",
    posternDoes: "Makes no call with it.",
    youDo:
      "Copy the value again from the console, without spaces or quotes, into the field the message names.",
    retried: false,
    exitCode: 10,
    httpStatus: 400,
  },
  "credentials-refused": {
    means: "The tenant does not accept the credential.",
    posternDoes: "Stops reading, keeps every checkpoint, and reads the whole gap once new ones are given.",
    youDo:
      "Check, in this order: the values (two sets mixed up?), whether the application or its user was disabled or its password changed, the region, and this machine's clock. Give new ones with `postern connect --update NAME`.",
    retried: false,
    exitCode: 10,
    httpStatus: 502,
  },
  "keys-expired": {
    means: "The access key has outlived the Authentication Cache TTL of its user (API 1.0, HTTP 418).",
    posternDoes: "Stops reading, keeps every checkpoint, and reads the whole gap once new keys are given.",
    youDo:
      "Make new keys in the console; set the service account's authentication profile to a TTL of Never Expires.",
    retried: false,
    exitCode: 10,
    httpStatus: 502,
  },
  "token-expired": {
    means: "The bearer token ran out and could not be renewed.",
    posternDoes: "Asks for a new one and repeats the call.",
    youDo: "Nothing, unless it stays: then check the client id and secret.",
    retried: true,
    exitCode: 10,
    httpStatus: 502,
  },
  "not-permitted": {
    means: "The role lacks the permission for this call.",
    posternDoes: "Leaves this feed or action out and goes on with the others; tries again later.",
    youDo: "Add the permission the message names to the role, in the console under Account | Roles.",
    retried: true,
    exitCode: 11,
    httpStatus: 502,
  },
  "product-missing": {
    means: "The API 2.0 application has no product that holds this call.",
    posternDoes: "Leaves this feed or action out and goes on with the others; tries again later.",
    youDo:
      "Products can't be added to an application: make a new one with the product the message names, and give its client id and secret.",
    retried: true,
    exitCode: 11,
    httpStatus: 502,
  },
  throttled: {
    means: "The tenant's rate limit is used up.",
    posternDoes: "Waits until the limit is renewed. A checkpoint never moves past what was not read.",
    youDo: "Nothing. If it stays, look for another tool that uses the same application or user.",
    retried: true,
    exitCode: 12,
    httpStatus: 503,
  },
  unreachable: {
    means: "No answer from the tenant's host: name, network, proxy or firewall.",
    posternDoes: "Tries again with growing pauses.",
    youDo: "Check the base URL, DNS, and whether this machine may reach the host on port 443.",
    retried: true,
    exitCode: 13,
    httpStatus: 502,
  },
  tls: {
    means: "The host's certificate is not trusted.",
    posternDoes: "Makes no call.",
    youDo: "If a proxy inspects traffic, give its CA; otherwise check the base URL and this machine's clock.",
    retried: false,
    exitCode: 13,
    httpStatus: 502,
  },
  "wrong-region": {
    means: "The account lives in another region than the base URL.",
    posternDoes: "Makes no further call to this host.",
    youDo: "Use the host of the account's region.",
    retried: false,
    exitCode: 13,
    httpStatus: 502,
  },
  "wrong-generation": {
    means: "This call does not exist in the connection's API generation.",
    posternDoes: "Makes no call.",
    youDo: "Use a connection of the other generation.",
    retried: false,
    exitCode: 2,
    httpStatus: 400,
  },
  "server-error": {
    means: "The tenant answered with an error of its own (HTTP 5xx).",
    posternDoes: "Tries again with growing pauses.",
    youDo: "Nothing, unless it stays: then ask Mimecast, with the request id.",
    retried: true,
    exitCode: 14,
    httpStatus: 502,
  },
  rejected: {
    means: "The tenant understood the call and refused it.",
    posternDoes: "Does not repeat it.",
    youDo: "Read the tenant's own words in the message.",
    retried: false,
    exitCode: 14,
    httpStatus: 502,
  },
  "not-found": {
    means: "The tenant knows no such path or object.",
    posternDoes: "Does not repeat the call.",
    youDo: "Check the base URL; an object may have been removed by somebody else.",
    retried: false,
    exitCode: 14,
    httpStatus: 502,
  },
  "unreadable-answer": {
    means: "The answer is not what the API speaks: a captive portal, a proxy's page, a cut-off body.",
    posternDoes: "Tries again; what was read before stays.",
    youDo: "Open the base URL from this machine and look at what answers.",
    retried: true,
    exitCode: 14,
    httpStatus: 502,
  },
  "too-large": {
    means: "The answer is larger than Postern takes into memory.",
    posternDoes: "Stops reading it; the feed is shown as incomplete.",
    youDo: "Report it, with the feed and the size: it should not happen.",
    retried: false,
    exitCode: 14,
    httpStatus: 502,
  },
  "invalid-cursor": {
    means: "The tenant no longer knows the position we read to.",
    posternDoes: "Starts again from the oldest record it still holds; repeats are dropped.",
    youDo: "Nothing.",
    retried: true,
    exitCode: 14,
    httpStatus: 502,
  },
  "link-expired": {
    means: "The download link of a file ran out.",
    posternDoes: "Asks for a fresh link and reads the file from where it was.",
    youDo: "Nothing.",
    retried: true,
    exitCode: 14,
    httpStatus: 502,
  },
  "broken-file": {
    means: "A file of the tenant can't be opened: cut off, not gzip, not a zip.",
    posternDoes:
      "Keeps its bytes in quarantine, stores what could be read, goes on, and tries the file again.",
    youDo: "Nothing, unless it stays: then ask Mimecast, with the file's name.",
    retried: true,
    exitCode: 15,
    httpStatus: 502,
  },
  "broken-record": {
    means: "A record is not JSON, or not an object.",
    posternDoes: "Goes on with the next; where it was collected, its bytes are kept in quarantine.",
    youDo:
      "Look at it with `postern status`, or at the line the message names; nothing else is held up by it.",
    retried: false,
    exitCode: 15,
    httpStatus: 502,
  },
  "record-too-large": {
    means: "A record is longer than Postern takes.",
    posternDoes: "Goes on with the next; where it was collected, its beginning is kept in quarantine.",
    youDo: "Report it, with the feed: it should not happen.",
    retried: false,
    exitCode: 15,
    httpStatus: 502,
  },
  "unknown-record": {
    means:
      "It can't be told which feed a record is of: no feed's records have its fields, or those of several have.",
    posternDoes: "Leaves it out and goes on.",
    youDo: "Name the feed with --feed; `postern feeds` lists them.",
    retried: false,
    exitCode: 15,
    httpStatus: 422,
  },
  "invalid-document": {
    means: "A document that Postern wrote does not fit the schema of its class (transform --check).",
    posternDoes: "Writes it all the same, says what does not fit, and goes on.",
    youDo: "Report it, with the record: it should not happen.",
    retried: false,
    exitCode: 70,
    httpStatus: 500,
  },
  guarded: {
    means: "A guard rail forbids it: a protected name, too many targets, a read-only connection or dry run.",
    posternDoes: "Nothing was changed.",
    youDo: "See the rules with `postern guards`; change them there, or leave the target out.",
    retried: false,
    exitCode: 16,
    httpStatus: 403,
  },
  "approval-needed": {
    means: "The rules ask for a second person's agreement to this plan.",
    posternDoes: "Keeps the plan; nothing was changed.",
    youDo: "Let somebody else run `postern approve PLAN`, then run the plan with `postern plans run PLAN`.",
    retried: false,
    exitCode: 16,
    httpStatus: 403,
  },
  "plan-changed": {
    means: "What the plan depends on has changed since it was made.",
    posternDoes: "Nothing was changed.",
    youDo: "Look at a new plan, or run this one with --accept-changes.",
    retried: false,
    exitCode: 16,
    httpStatus: 409,
  },
  "already-running": {
    means: "Another run is doing the same to one of these targets and is not settled yet.",
    posternDoes: "Nothing was changed.",
    youDo: "Wait for it: `postern runs` shows it, and settles it where its process has ended.",
    retried: false,
    exitCode: 4,
    httpStatus: 409,
  },
  "plan-refused": {
    means: "The action would do more harm than good, or can't be done as asked.",
    posternDoes: "Nothing was called.",
    youDo: "Read the reason in the message and narrow the target.",
    retried: false,
    exitCode: 16,
    httpStatus: 422,
  },
  "action-failed": {
    means: "The tenant refused the action; reading back shows that nothing changed.",
    posternDoes: "Records the run as failed.",
    youDo: "Read the tenant's own words in the message.",
    retried: false,
    exitCode: 16,
    httpStatus: 502,
  },
  "outcome-unknown": {
    means: "The call may or may not have been carried out: the answer never came.",
    posternDoes: "Does not repeat it; settles it by reading the tenant at the next look.",
    youDo: "Run `postern runs`, which reads the tenant and says what is there.",
    retried: false,
    exitCode: 16,
    httpStatus: 502,
  },
  "not-undoable": {
    means: "The run can't be undone: it changed nothing, was undone already, or is itself an undo.",
    posternDoes: "Nothing was changed.",
    youDo: "Look at the run with `postern runs`.",
    retried: false,
    exitCode: 16,
    httpStatus: 409,
  },
  "changed-since": {
    means: "Somebody changed the object after the run.",
    posternDoes: "Leaves it as it is.",
    youDo: "Look at the object in the console and decide by hand.",
    retried: false,
    exitCode: 16,
    httpStatus: 409,
  },
  "audit-broken": {
    means:
      "The audit log is not what was written: an entry was changed, left out or put in, or its end was cut.",
    posternDoes: "Changes nothing.",
    youDo: "Keep the data directory as it is, and compare it with a backup and with what was exported.",
    retried: false,
    exitCode: 17,
    httpStatus: 500,
  },
  interrupted: {
    means: "You stopped the command.",
    posternDoes: "Everything committed so far stays; the rest is read at the next start.",
    youDo: "Nothing.",
    retried: false,
    exitCode: 130,
    httpStatus: 499,
  },
  internal: {
    means: "A fault in Postern itself.",
    posternDoes: "Stops this piece of work; what is committed stays.",
    youDo: "Report it, with the message and what you did.",
    retried: false,
    exitCode: 70,
    httpStatus: 500,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

export const errorCodes = Object.keys(errorTable).sort() as readonly ErrorCode[];

/** Whether the store is what failed: then no feed is to blame, and none can be read. */
export function isOfStore(code: ErrorCode): boolean {
  return code === "store-failed" || code === "store-unwritable";
}
