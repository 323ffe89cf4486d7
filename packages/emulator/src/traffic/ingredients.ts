import type { Attachment, Rejection } from "./message.js";
import { mix, Random } from "./random.js";
import { writeFileName, writeMalwareName } from "./texts/files.js";
import { weighFile } from "./weights.js";

const mimeByExtension: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xlsm: "application/vnd.ms-excel.sheet.macroenabled.12",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  csv: "text/csv",
  ics: "text/calendar",
  dwg: "image/vnd.dwg",
  png: "image/png",
  jpg: "image/jpeg",
  zip: "application/zip",
  iso: "application/x-iso9660-image",
  exe: "application/x-msdownload",
};

export function attachFile(random: Random, options: { readonly malicious: boolean }): Attachment {
  const fileName = options.malicious ? writeMalwareName(random) : writeFileName(random);
  const named = nameFile(fileName);
  const file = { ...named, size: weighFile(named.extension, random.next()), hashSeed: random.next() };
  return options.malicious ? { ...file, ...copyOfStrain(file.hashSeed % strains) } : file;
}

/** What an attachment adds to its mail: Base64, in lines of 76. */
export function encodedSize(file: Pick<Attachment, "size"> | null | undefined): number {
  const letters = Math.ceil((file?.size ?? 0) / 3) * 4;
  return letters + 2 * Math.floor(letters / 76);
}

/** How many builds of each kind of malware go round: the same file comes again in other mails. */
const strains = 8;

function copyOfStrain(strain: number): Pick<Attachment, "size" | "hashSeed"> {
  const random = new Random(mix(strain, 0x57a1, 1));
  return { size: weighFile("exe", random.next()), hashSeed: random.next() };
}

/** A file's name, and what follows from it. */
export function nameFile(fileName: string): Pick<Attachment, "fileName" | "extension" | "mime"> {
  const extension = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  return { fileName, extension, mime: mimeByExtension[extension] ?? "application/octet-stream" };
}

/** What only the senders of malware attach here. */
const dangerousExtensions: ReadonlySet<string> = new Set(["exe", "zip", "iso", "xlsm"]);

export function isDangerous(file: Attachment): boolean {
  return file.isAllowed !== true && dangerousExtensions.has(file.extension);
}

/** Of mail from outside in the company's own name. */
export const lockoutRejection: Rejection = {
  type: "Anti-Spoofing Lockout",
  code: "550",
  info: "Anti-Spoofing policy - Inbound not allowed",
};

/** Of mail to somebody who isn't there. */
export const recipientRejection: Rejection = {
  type: "Invalid Recipient Address",
  code: "550",
  info: "Invalid Recipient",
};

function listedBy(list: string): Rejection {
  const info = `Listed by ${list} - see https://${list}/why`;
  return { type: "IP Found in RBL", code: "550", info };
}

/** Most of what is refused comes from known senders of spam, or to addresses that somebody guessed. */
const rejections: readonly Rejection[] = [
  ...[
    listedBy("rbl.blocklist.example"),
    listedBy("rbl.blocklist.example"),
    listedBy("dnsbl.abusewatch.example"),
  ],
  ...[recipientRejection, recipientRejection, recipientRejection],
  { type: "DMARC Sender Invalid", code: "550", info: "DMARC Sender Invalid - envelope rejected" },
  lockoutRejection,
];

export function refuseMail(random: Random): Rejection {
  return random.pick(rejections);
}

export const virusRejection: Rejection = {
  type: "Virus Signature Detection",
  code: "554",
  info: "Email rejected due to security policies",
};

/** The family of texts the vendor uses for a Blocked Senders policy. */
export const policyRejection: Rejection = {
  type: "Manual Envelope Rejection",
  code: "550",
  info: "Administrative prohibition - envelope blocked by policy level block list",
};

/** Guessed after it: nobody shows what is logged when the recipient's own list refuses. */
export const personalRejection: Rejection = {
  ...policyRejection,
  info: "Administrative prohibition - envelope blocked by user level block list",
};
