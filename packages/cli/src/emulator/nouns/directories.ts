import type { Noun } from "./noun.js";

const neverExpires = {
  flags: "--never-expires",
  field: "passwordNeverExpires",
  kind: "switch",
  description: "its password never expires",
} as const;
const forceChange = {
  flags: "--force-change",
  field: "forceChangeAtLogon",
  kind: "switch",
  description: "another password is asked for at the next logon",
} as const;

export const users: Noun = {
  name: "users",
  summary: "who can sign in: people and service accounts",
  columns: ["emailAddress", "enabled", "locked", "roles", "authenticationProfile"],
  verbs: [
    {
      name: "add",
      summary: "a new user, with a password made up and shown this once",
      takes: ["<address>"],
      method: "POST",
      body: (emailAddress) => ({ emailAddress }),
      fields: [neverExpires, forceChange],
      secrets: ["password"],
      example: ["postern emulator users add svc@fernhill.example", "a service account"],
    },
    {
      name: "disable",
      summary: "its keys are gone for good",
      takes: ["<address>"],
      method: "PATCH",
      body: () => ({ enabled: false }),
      example: ["postern emulator users disable svc@fernhill.example", "see what your client says"],
    },
    {
      name: "enable",
      summary: "it may sign in again; its old keys don't come back",
      takes: ["<address>"],
      method: "PATCH",
      body: () => ({ enabled: true }),
      example: ["postern emulator users enable svc@fernhill.example", "and back"],
    },
    {
      name: "lock",
      summary: "it can't sign in, its keys go on",
      takes: ["<address>"],
      method: "PATCH",
      body: () => ({ locked: true }),
      example: ["postern emulator users lock svc@fernhill.example", "as after wrong passwords"],
    },
    {
      name: "unlock",
      summary: "it may sign in again",
      takes: ["<address>"],
      method: "PATCH",
      body: () => ({ locked: false }),
      example: ["postern emulator users unlock svc@fernhill.example", "and back"],
    },
    {
      name: "set-password",
      summary: "another one, made up and shown this once; the user's keys are gone for good",
      takes: ["<address>"],
      method: "PATCH",
      body: () => ({ password: true }),
      secrets: ["password"],
      example: ["postern emulator users set-password svc@fernhill.example", "keys revoked, as for real"],
    },
    {
      name: "set-roles",
      summary: "exactly these roles; without any, none",
      takes: ["<address>", "[role...]"],
      method: "PATCH",
      body: (_, roles) => ({ roles }),
      example: ['postern emulator users set-roles svc@fernhill.example "Basic Administrator"', "one role"],
    },
    {
      name: "edit",
      summary: "how it may sign in",
      takes: ["<address>"],
      method: "PATCH",
      fields: [
        neverExpires,
        forceChange,
        {
          flags: "--realm <name>",
          field: "realms",
          kind: "list",
          description: "Basic-Cloud or Basic-AD, once or twice",
        },
      ],
      example: ["postern emulator users edit svc@fernhill.example --never-expires", "as the guides want it"],
    },
    {
      name: "delete",
      summary: "it and its keys are gone",
      takes: ["<address>"],
      method: "DELETE",
      example: ["postern emulator users delete svc@fernhill.example", "for good"],
    },
  ],
};

export const groups: Noun = {
  name: "groups",
  summary: "the tree of profile groups and their members",
  columns: ["name", "id", "members", "parentId"],
  verbs: [
    {
      name: "add",
      summary: "a new folder",
      takes: ["<name>"],
      method: "POST",
      body: (name) => ({ name }),
      fields: [
        { flags: "--parent <group>", field: "parent", kind: "text", description: "below this one" },
        { flags: "--member <entry>", field: "members", kind: "list", description: "an address or a domain" },
      ],
      example: ['postern emulator groups add "API Account" --member svc@fernhill.example', "with a member"],
    },
    {
      name: "add-members",
      summary: "addresses, or whole domains",
      takes: ["<group>", "<entry...>"],
      method: "PATCH",
      body: (_, addMembers) => ({ addMembers }),
      example: ['postern emulator groups add-members "Blocked Senders" bad.example', "blocks its mail"],
    },
    {
      name: "remove-members",
      summary: "addresses, or whole domains",
      takes: ["<group>", "<entry...>"],
      method: "PATCH",
      body: (_, removeMembers) => ({ removeMembers }),
      example: ['postern emulator groups remove-members "Blocked Senders" bad.example', "and back"],
    },
    {
      name: "edit",
      summary: "its name, or where it is in the tree",
      takes: ["<group>"],
      method: "PATCH",
      fields: [
        { flags: "--name <name>", field: "name", kind: "text", description: "another name" },
        { flags: "--parent <group>", field: "parent", kind: "text", description: "below this one" },
      ],
      example: ['postern emulator groups edit "API Account" --name "API Accounts"', "renamed"],
    },
    {
      name: "delete",
      summary: "with all folders below it",
      takes: ["<group>"],
      method: "DELETE",
      example: ['postern emulator groups delete "API Accounts"', "for good"],
    },
  ],
};
