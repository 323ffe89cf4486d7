import { nameEntries, reads, writes } from "../entries.js";

const generations = ["1.0"] as const;

export const loginOperations = nameEntries({
  "login.discover-authentication": reads("/api/login/discover-authentication", {
    summary: "Tell the region an address belongs to and the ways it may sign in.",
    generations,
    authentication: "none",
    oddities: [
      "Needs x-mc-app-id, x-mc-req-id and x-mc-date, and no Authorization.",
      "For an unknown address the answer is HTTP 200 without the region key.",
      "region.api is a whole URL, scheme included; what region.code holds is unconfirmed.",
      "Served by the discovery host, whatever the region.",
    ],
  }),
  "login.login": writes("/api/login/login", {
    summary: "Make an access key and a secret key for a user, or renew those that have expired.",
    generations,
    authentication: "password",
    oddities: [
      "Authorization is Basic-Cloud or Basic-AD with the user's address and password.",
      "With the old accessKey in the item, those keys are renewed and stay the same.",
      "The body spells the address userName; one description has username.",
      "How many bindings a user may have at once is limited; the figure is not published.",
      "Not for users that sign in through SAML.",
    ],
    confidence: "conflicting",
  }),
  "login.logout": writes("/api/login/logout", {
    summary: "Make an access key and its secret key useless.",
    generations,
    oddities: ["The item names the accessKey; the call is signed."],
  }),
});
