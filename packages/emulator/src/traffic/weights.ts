import type { MessageKind } from "./message.js";

/** Median in bytes, and how far around it the rest lies: the standard deviation of the logarithm. */
type Weight = readonly [median: number, spread: number];

/** Of mails without what is attached. Most are small, a few are large. */
const mails: Readonly<Record<MessageKind, Weight>> = {
  conversation: [18_000, 0.9],
  attached: [14_000, 0.8],
  newsletter: [62_000, 0.5],
  notification: [24_000, 0.6],
  spam: [9_000, 0.9],
  refused: [6_000, 0.9],
  malware: [11_000, 0.7],
  sandboxed: [17_000, 0.8],
  impersonation: [6_500, 0.5],
  internal: [21_000, 1],
  "internal-threat": [14_000, 0.6],
  outbound: [20_000, 0.9],
  bounce: [7_500, 0.4],
  phishing: [15_000, 0.5],
};

const files: Readonly<Record<string, Weight>> = {
  pdf: [180_000, 1.2],
  docx: [48_000, 1],
  xlsx: [36_000, 1.1],
  xlsm: [60_000, 0.8],
  pptx: [1_700_000, 1],
  csv: [22_000, 1.4],
  ics: [3_200, 0.4],
  dwg: [900_000, 1],
  png: [14_000, 0.9],
  jpg: [260_000, 1.3],
  zip: [420_000, 1.1],
  iso: [1_300_000, 0.5],
  exe: [640_000, 0.7],
};

const usualFile: Weight = [90_000, 1];
const smallest = 700;
/** Gateways refuse what is larger. */
const largest = 20_000_000;

const steps = 1024;
const tables = new Map<Weight, Float64Array>();

/** Looked up: a logarithm and a cosine for each mail would be felt. */
function tableOf(weight: Weight): Float64Array {
  const known = tables.get(weight);
  if (known !== undefined) return known;
  const [median, spread] = weight;
  const table = Float64Array.from({ length: steps }, (_, step) => {
    const share = (step + 0.5) / steps;
    // Near enough to the quantile of the normal distribution.
    const deviation = (share ** 0.135 - (1 - share) ** 0.135) / 0.1975;
    return Math.min(largest, Math.max(smallest, Math.round(median * Math.exp(spread * deviation))));
  });
  tables.set(weight, table);
  return table;
}

/** `draw` is 32 random bits. */
function weigh(weight: Weight, draw: number): number {
  return (tableOf(weight)[draw >>> 22] ?? smallest) + (draw & 0x1ff);
}

export function weighMail(kind: MessageKind, draw: number): number {
  return weigh(mails[kind], draw);
}

export function weighFile(extension: string, draw: number): number {
  return weigh(files[extension] ?? usualFile, draw);
}
