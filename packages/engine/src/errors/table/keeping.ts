import type { ErrorEntry } from "./entry.js";

/** The store, the vault, and who may write. */
export const keeping = {
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
} as const satisfies Record<string, ErrorEntry>;
