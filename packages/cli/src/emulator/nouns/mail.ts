import type { Noun } from "./noun.js";

export const people: Noun = {
  name: "people",
  summary: "the company's people, who send, receive and click",
  columns: ["name", "address", "department", "site"],
  verbs: [],
};

export const heldMessages: Noun = {
  name: "held-messages",
  summary: "mail that waits for somebody to decide",
  columns: ["from", "to", "subject", "dateReceived", "id"],
  verbs: [
    {
      name: "release",
      summary: "lets it go on to its recipient",
      takes: ["<id>"],
      method: "PATCH",
      body: () => ({ decision: "release" }),
      example: ["postern emulator held-messages release ID", "it is in the release log at once"],
    },
    {
      name: "reject",
      summary: "sends it back",
      takes: ["<id>"],
      method: "PATCH",
      body: () => ({ decision: "reject" }),
      fields: [
        {
          flags: "--reason <text>",
          field: "reason",
          kind: "text",
          description: "one of the console's reasons",
        },
      ],
      example: ["postern emulator held-messages reject ID", "with the first of the console's reasons"],
    },
  ],
};

export const managedUrls: Noun = {
  name: "managed-urls",
  summary: "what clicks are let through or stopped by",
  columns: ["url", "action", "matchType", "comment", "id"],
  verbs: [
    {
      name: "add",
      summary: "blocks a URL, or permits it",
      takes: ["<url>"],
      method: "POST",
      body: (url) => ({ url }),
      fields: [
        {
          flags: "--action <action>",
          field: "action",
          kind: "text",
          description: "block (the default) or permit",
        },
        {
          flags: "--match <type>",
          field: "matchType",
          kind: "text",
          description: "explicit (the default), or domain: all of it",
        },
        { flags: "--comment <text>", field: "comment", kind: "text", description: "for the eye alone" },
      ],
      example: [
        "postern emulator managed-urls add https://lure.example/pay --match domain",
        "the whole domain",
      ],
    },
    {
      name: "delete",
      summary: "clicks are judged by the scan again",
      takes: ["<id>"],
      method: "DELETE",
      example: ["postern emulator managed-urls delete ID", "and back"],
    },
  ],
};
