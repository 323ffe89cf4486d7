import type { Field, Noun, Verb } from "./noun.js";

function commonVerbs(noun: string): readonly Verb[] {
  const takes = ["<id>"];
  return [
    {
      name: "disable",
      summary: "its calls are refused",
      takes,
      method: "PATCH",
      body: () => ({ enabled: false }),
      example: [`postern emulator ${noun} disable ID`, "see what your client says"],
    },
    {
      name: "enable",
      summary: "its calls are answered again",
      takes,
      method: "PATCH",
      body: () => ({ enabled: true }),
      example: [`postern emulator ${noun} enable ID`, "and back"],
    },
    {
      name: "delete",
      summary: "with its keys",
      takes,
      method: "DELETE",
      example: [`postern emulator ${noun} delete ID`, "for good"],
    },
  ];
}

const words: readonly Field[] = [
  { flags: "--category <name>", field: "category", kind: "text", description: "for the eye alone" },
  { flags: "--description <text>", field: "description", kind: "text", description: "what it is for" },
];
const details1: readonly Field[] = [
  ...words,
  { flags: "--developer <name>", field: "developer", kind: "text", description: "whom to write to" },
  { flags: "--email <address>", field: "email", kind: "text", description: "where" },
  {
    flags: "--extended-session",
    field: "extendedSession",
    kind: "switch",
    description: "its keys outlive the authentication TTL",
  },
];

export const applications1: Noun = {
  name: "applications-1",
  summary: "applications of API 1.0, and keys for them",
  columns: ["name", "applicationId", "enabled", "extendedSession", "category"],
  verbs: [
    {
      name: "add",
      summary: "an application; keys can be made for it after 30 minutes of the tenant's clock",
      takes: ["<name>"],
      method: "POST",
      body: (name) => ({ name }),
      fields: details1,
      example: ["postern emulator applications-1 add SIEM --extended-session", "for a SIEM"],
    },
    {
      name: "make-keys",
      summary: "an access key and a secret key for a user, shown this once",
      takes: ["<id>", "<address>"],
      method: "PATCH",
      body: (_, [createKeysFor]) => ({ createKeysFor }),
      secrets: ["accessKey", "secretKey"],
      example: ["postern emulator applications-1 make-keys ID svc@fernhill.example", "the console's wizard"],
    },
    {
      name: "edit",
      summary: "its details; that makes no new keys",
      takes: ["<id>"],
      method: "PATCH",
      fields: [
        { flags: "--name <name>", field: "name", kind: "text", description: "another name" },
        ...details1,
      ],
      example: [
        "postern emulator applications-1 edit ID --no-extended-session",
        "its keys expire from now on",
      ],
    },
    ...commonVerbs("applications-1"),
  ],
};

export const applications2: Noun = {
  name: "applications-2",
  summary: "applications of API 2.0, and their secrets",
  columns: ["name", "clientId", "enabled", "role", "products"],
  verbs: [
    {
      name: "add",
      summary: "an application; its client secret is shown this once",
      takes: ["<name>"],
      method: "POST",
      body: (name) => ({ name }),
      fields: [
        {
          flags: "--role <name>",
          field: "role",
          kind: "text",
          description: "what it may do",
          required: true,
        },
        {
          flags: "--product <name>",
          field: "products",
          kind: "list",
          description: "which APIs it may call; can't be changed later",
          required: true,
        },
        ...words,
        {
          flags: "--contact <name>",
          field: "contact",
          kind: "text",
          description: "technical point of contact",
        },
        { flags: "--email <address>", field: "email", kind: "text", description: "the contact's" },
      ],
      secrets: ["clientId", "clientSecret"],
      example: [
        'postern emulator applications-2 add SIEM --role Readers --product "Audit Events"',
        "one product",
      ],
    },
    {
      name: "regenerate",
      summary: "another client secret, shown this once; the old one is refused",
      takes: ["<id>"],
      method: "PATCH",
      body: () => ({ regenerateSecret: true }),
      secrets: ["clientId", "clientSecret"],
      example: ["postern emulator applications-2 regenerate ID", "as after a leak"],
    },
    {
      name: "edit",
      summary: "its description: nothing else can be changed",
      takes: ["<id>"],
      method: "PATCH",
      fields: words.filter(({ field }) => field === "description"),
      example: ['postern emulator applications-2 edit ID --description "the new SIEM"', "in other words"],
    },
    ...commonVerbs("applications-2"),
  ],
};

export const associationKeys: Noun = {
  name: "keys",
  summary: "the user association keys of API 1.0: whose they are, and whether they still hold",
  columns: ["accessKey", "application", "user", "state", "because"],
  verbs: [],
};
