import type { ErrorEntry } from "./entry.js";

/** Plans and runs of actions, and the log of them. */
export const acting = {
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
  "action-not-allowed": {
    means: "The action is not among those that may be run through this connection.",
    posternDoes: "Nothing was called.",
    youDo:
      "Allow it with the command in the message, or let `postern contain` ask for it; needless ones are better left out.",
    retried: false,
    exitCode: 16,
    httpStatus: 403,
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
    youDo:
      "Look at what it is now, and decide by hand; --even-if-changed takes back what the run did all the same.",
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
} as const satisfies Record<string, ErrorEntry>;
