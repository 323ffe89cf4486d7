type Entry = readonly [text: string, path: string];

/** Where setup guides look for things; the last menu is ours. */
export const menus: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  {
    name: "Account",
    entries: [
      ["Account Settings", "/account/settings"],
      ["Roles", "/account/roles"],
      ["Logs", "/account/logs"],
    ],
  },
  {
    name: "Directories",
    entries: [
      ["Internal Directories", "/directories/internal"],
      ["Profile Groups", "/directories/groups"],
    ],
  },
  {
    name: "Gateway",
    entries: [
      ["Policies", "/gateway/policies"],
      ["Managed Senders", "/gateway/managed-senders"],
    ],
  },
  {
    name: "Monitoring",
    entries: [
      ["Held", "/monitoring/held"],
      ["URL Protection", "/monitoring/url-protection"],
      ["Rejections", "/monitoring/rejections"],
    ],
  },
  {
    name: "Services",
    entries: [
      ["Applications", "/services/applications"],
      ["API and Platform Integrations", "/services/integrations"],
      ["URL Protection", "/services/url-protection"],
    ],
  },
  {
    name: "Emulation",
    entries: [
      ["Clock and Phone", "/emulation"],
      ["Request Log", "/emulation/requests"],
      ["Faults", "/emulation/faults"],
      ["Sign In as Somebody Else", "/sign-in"],
    ],
  },
];
