import type { Field, Noun } from "./noun.js";

const inboundType: Field = {
  flags: "--inbound <type>",
  field: "inboundType",
  kind: "text",
  description: "whose mail it takes: any, smtp, ldap or known",
};

export const domains: Noun = {
  name: "domains",
  summary: "the company's own domains",
  columns: ["name", "state", "inboundType", "isLocal", "isSendOnly", "verificationCode"],
  verbs: [
    {
      name: "add",
      summary: "a domain, to be verified",
      takes: ["<name>"],
      method: "POST",
      body: (name) => ({ name }),
      fields: [inboundType],
      example: ["postern emulator domains add fernhill-labs.example", "pending"],
    },
    {
      name: "verify",
      summary: "publishes its code where the tenant looks for it, and has it looked for",
      takes: ["<domain>"],
      method: "PATCH",
      body: () => ({ verify: true }),
      example: ["postern emulator domains verify fernhill-labs.example", "as its DNS would"],
    },
    {
      name: "edit",
      summary: "what it is used for",
      takes: ["<domain>"],
      method: "PATCH",
      fields: [
        inboundType,
        { flags: "--local", field: "isLocal", kind: "switch", description: "mail for it is delivered here" },
        { flags: "--send-only", field: "isSendOnly", kind: "switch", description: "it takes no mail" },
      ],
      example: ["postern emulator domains edit fernhill-labs.example --send-only", "for newsletters"],
    },
    {
      name: "delete",
      summary: "one that is still pending",
      takes: ["<domain>"],
      method: "DELETE",
      example: ["postern emulator domains delete pending.example", "takes it back"],
    },
  ],
};

export const ipRanges: Noun = {
  name: "ip-ranges",
  summary: "from where administrators and their programs are let in; none: from everywhere",
  columns: ["range"],
  verbs: [
    {
      name: "add",
      summary: "in CIDR notation; calls of this machine seem to come from 192.0.2.200",
      takes: ["<range>"],
      method: "POST",
      body: (range) => ({ range }),
      example: ["postern emulator ip-ranges add 198.51.100.0/24", "locks everybody else out"],
    },
    {
      name: "delete",
      summary: "lets others in again, once the last is gone",
      takes: ["<range>"],
      method: "DELETE",
      example: ["postern emulator ip-ranges delete 198.51.100.0/24", "and back"],
    },
  ],
};

export const accountSettings: Noun = {
  name: "account-settings",
  summary: "the switches of the account",
  columns: [
    "inboundLogging",
    "outboundLogging",
    "internalLogging",
    "passwordExpiryDays",
    "lockAfterWrongPasswords",
  ],
  verbs: [
    {
      name: "edit",
      summary: "the account's switches",
      takes: [],
      on: "account",
      method: "PATCH",
      fields: [
        {
          flags: "--enhanced-logging",
          field: "enhancedLogging",
          kind: "switch",
          description:
            "keep mail logs of all mail for API 1.0: without them its chain is empty, and nothing says why",
        },
        ...["inbound", "outbound", "internal"].map(
          (way): Field => ({
            flags: `--${way}-logging`,
            field: `${way}Logging`,
            kind: "switch",
            description: `the box for ${way} mail alone`,
          }),
        ),
        {
          flags: "--expire-after <days>",
          field: "passwordExpiryDays",
          kind: "limit",
          description:
            "how long passwords hold that aren't said never to expire, or never (for: they all hold)",
        },
        {
          flags: "--lock-after <attempts>",
          field: "lockAfterWrongPasswords",
          kind: "limit",
          description: "how many wrong passwords lock an account, or never",
        },
      ],
      example: ["postern emulator account-settings edit --no-enhanced-logging", "an empty chain"],
    },
  ],
};

export const packages: Noun = {
  name: "packages",
  summary: "what the account has bought",
  columns: ["id", "name", "licensed"],
  verbs: [
    {
      name: "withdraw",
      summary: "as when a contract ends: its calls are refused",
      takes: ["<package>"],
      method: "PATCH",
      body: () => ({ licensed: false }),
      example: ["postern emulator packages withdraw 1043", "URL Protection is gone"],
    },
    {
      name: "give-back",
      summary: "one that was withdrawn",
      takes: ["<package>"],
      method: "PATCH",
      body: () => ({ licensed: true }),
      example: ["postern emulator packages give-back 1043", "its calls are answered again"],
    },
  ],
};
