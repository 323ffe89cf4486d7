import type { Field, Noun } from "./noun.js";

const roleFields: readonly Field[] = [
  { flags: "--description <text>", field: "description", kind: "text", description: "what it is for" },
  {
    flags: "--permission <path>",
    field: "permissions",
    kind: "list",
    description: 'a menu path such as "Gateway | Policies | Edit"',
  },
  {
    flags: "--security <level>",
    field: "security",
    kind: "text",
    description: "Cannot Manage Roles, Manage Application Roles, or Manage Application and Protected Roles",
  },
];

export const roles: Noun = {
  name: "roles",
  summary: "what administrators and applications may do",
  columns: ["name", "security", "permissions", "isBuiltIn"],
  verbs: [
    {
      name: "add",
      summary: "a role of your own",
      takes: ["<name>"],
      method: "POST",
      body: (name) => ({ name }),
      fields: roleFields,
      example: [
        'postern emulator roles add Readers --permission "Account | Logs | Read"',
        "reads the audit log",
      ],
    },
    {
      name: "edit",
      summary: "its name, its permissions: at once, for whoever has it",
      takes: ["<role>"],
      method: "PATCH",
      fields: [
        { flags: "--name <name>", field: "name", kind: "text", description: "another name" },
        ...roleFields,
      ],
      example: [
        'postern emulator roles edit Readers --permission "Account | Dashboard | Read"',
        "these alone",
      ],
    },
    {
      name: "delete",
      summary: "one that nobody has",
      takes: ["<role>"],
      method: "DELETE",
      example: ["postern emulator roles delete Readers", "for good"],
    },
  ],
};

const profileFields: readonly Field[] = [
  {
    flags: "--ttl <hours>",
    field: "ttlHours",
    kind: "limit",
    description: "how long keys live without extended session, or never (for: never expire)",
  },
  {
    flags: "--two-step <method>",
    field: "twoStep",
    kind: "text",
    description: "None, Email, SMS or 3rd Party App",
  },
  { flags: "--saml", field: "saml", kind: "switch", description: "enforce single sign-on" },
  {
    flags: "--reset <way>",
    field: "passwordReset",
    kind: "text",
    description: "Not Allowed, Email, SMS or Email or SMS",
  },
  {
    flags: "--from <range>",
    field: "ipRanges",
    kind: "list",
    description: "from where alone its people and their keys are let in, such as 198.51.100.0/24",
  },
];

export const profiles: Noun = {
  name: "authentication-profiles",
  summary: "how people sign in, and how long their keys live",
  columns: ["description", "ttlHours", "twoStep", "saml", "isForAdministrators"],
  verbs: [
    {
      name: "add",
      summary: "a profile, to be bound to a group by application settings",
      takes: ["<description>"],
      method: "POST",
      body: (description) => ({ description }),
      fields: profileFields,
      example: ["postern emulator authentication-profiles add API --ttl never", "keys that don't expire"],
    },
    {
      name: "edit",
      summary: "by id or description",
      takes: ["<profile>"],
      method: "PATCH",
      fields: profileFields,
      example: ["postern emulator authentication-profiles edit API --ttl 72", "keys expire after three days"],
    },
    {
      name: "delete",
      summary: "one that no settings use",
      takes: ["<profile>"],
      method: "DELETE",
      example: ["postern emulator authentication-profiles delete API", "for good"],
    },
  ],
};

const settingsFields: readonly Field[] = [
  { flags: "--group <group>", field: "group", kind: "text", description: "for whom" },
  { flags: "--profile <profile>", field: "profile", kind: "text", description: "the authentication profile" },
  {
    flags: "--own-changes",
    field: "userInitiatedPasswordChanges",
    kind: "switch",
    description: "users may change their passwords",
  },
];

export const settings: Noun = {
  name: "application-settings",
  summary: "which authentication profile holds for which group; changes take 15 minutes",
  columns: ["description", "group", "profile", "effectiveAt", "id"],
  verbs: [
    {
      name: "add",
      summary: "a group and a profile",
      takes: ["<description>"],
      method: "POST",
      body: (description) => ({ description }),
      fields: settingsFields.map((field) => ({ ...field, required: field.kind !== "switch" })),
      example: [
        'postern emulator application-settings add API --group "API Account" --profile API',
        "for the members of the group",
      ],
    },
    {
      name: "edit",
      summary: "by id",
      takes: ["<id>"],
      method: "PATCH",
      fields: settingsFields,
      example: ["postern emulator application-settings edit ID --profile API", "another profile"],
    },
    {
      name: "delete",
      summary: "by id",
      takes: ["<id>"],
      method: "DELETE",
      example: ["postern emulator application-settings delete ID", "for good"],
    },
  ],
};
