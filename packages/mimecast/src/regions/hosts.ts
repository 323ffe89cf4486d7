import type { Region } from "./region.js";

const descriptorPath = "/update/descriptors/mfo/latest";

const first = {
  generation: "1.0",
  serves: "api",
  accountCodePrefixes: [],
  updateDescriptor: null,
  failOver: null,
  residency: null,
  confidence: "sure",
  source: "the vendor's table of API 1.0 hosts",
  note: null,
} as const satisfies Partial<Region>;

const second = {
  ...first,
  generation: "2.0",
  source: "the vendor's article on the gateways of API 2.0",
} as const satisfies Partial<Region>;

const offshoreNote =
  "Sources disagree: je-api in clients of today, jer-api in older tables. Try the one, then the other.";

/** Every host that is known, those of API 1.0 first. */
export const hosts: readonly Region[] = [
  {
    ...first,
    id: "eu",
    name: "Europe (without Germany)",
    host: "eu-api.mimecast.com",
    accountCodePrefixes: ["CUK"],
    updateDescriptor: `https://updates.uk.mimecast.com${descriptorPath}`,
    note: "Its update descriptor is named uk.",
  },
  {
    ...first,
    id: "de",
    name: "Germany",
    host: "de-api.mimecast.com",
    accountCodePrefixes: ["CDE"],
    updateDescriptor: `https://updates.de.mimecast.com${descriptorPath}`,
  },
  {
    ...first,
    id: "us",
    name: "United States",
    host: "us-api.mimecast.com",
    accountCodePrefixes: ["CUSA"],
    updateDescriptor: `https://updates.us.mimecast.com${descriptorPath}`,
  },
  {
    ...first,
    id: "usb",
    name: "United States B",
    host: "usb-api.mimecast.com",
    accountCodePrefixes: ["CUSB"],
    note: "The second grid of the United States. No update descriptor of its own is known.",
  },
  {
    ...first,
    id: "us-public-sector",
    name: "United States, public sector",
    host: "uspcom-api.mimecast-pscom-us.com",
    confidence: "unconfirmed",
    source: "one client, which changed to it",
    note: "Under a domain of its own.",
  },
  {
    ...first,
    id: "ca",
    name: "Canada",
    host: "ca-api.mimecast.com",
    accountCodePrefixes: ["CCA"],
  },
  {
    ...first,
    id: "za",
    name: "South Africa",
    host: "za-api.mimecast.com",
    accountCodePrefixes: ["CSA"],
    updateDescriptor: `https://updates.za.mimecast.com${descriptorPath}`,
  },
  {
    ...first,
    id: "au",
    name: "Australia",
    host: "au-api.mimecast.com",
    accountCodePrefixes: ["CAU"],
    updateDescriptor: `https://updates.au.mimecast.com${descriptorPath}`,
  },
  {
    ...first,
    id: "offshore-je",
    name: "Offshore (Jersey), spelled je",
    host: "je-api.mimecast.com",
    updateDescriptor: `https://updates.jer.mimecast.com${descriptorPath}`,
    confidence: "conflicting",
    source: "two clients",
    note: offshoreNote,
  },
  {
    ...first,
    id: "offshore-jer",
    name: "Offshore (Jersey), spelled jer",
    host: "jer-api.mimecast.com",
    updateDescriptor: `https://updates.jer.mimecast.com${descriptorPath}`,
    confidence: "conflicting",
    source: "an older table of the vendor and a connector's guide",
    note: offshoreNote,
  },
  {
    ...first,
    id: "sandbox",
    name: "Sandbox",
    host: "sandbox-api.mimecast.com",
    confidence: "unconfirmed",
    source: "one client",
  },
  {
    ...first,
    id: "discovery",
    name: "Discovery",
    host: "api.mimecast.com",
    serves: "discovery",
    note: "Tells the region of an address; needed for nothing else.",
  },
  {
    ...second,
    id: "gateway-global",
    name: "Global gateway",
    host: "api.services.mimecast.com",
    failOver: "Fails over to another instance by itself.",
    residency: "During a fail-over a call may be processed in another region.",
  },
  {
    ...second,
    id: "gateway-us",
    name: "United States gateway",
    host: "us-api.services.mimecast.com",
    failOver: "Does not fail over: while it is down, calls fail.",
    residency: "Calls are processed in the United States gateway alone.",
  },
  {
    ...second,
    id: "gateway-uk",
    name: "United Kingdom gateway",
    host: "uk-api.services.mimecast.com",
    failOver: "Does not fail over: while it is down, calls fail.",
    residency: "Calls are processed in the United Kingdom gateway alone.",
    source: "the vendor's announcement of June 2025",
  },
];
