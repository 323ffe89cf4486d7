import { crc32, deflateRawSync } from "node:zlib";
import type { Guesses } from "../guesses/guesses.js";
import type { LogRow } from "../logs/log-row.js";
import { packZip } from "../siem/zip.js";
import { formatFileTime } from "../wire/dates.js";
import { readText } from "../wire/decode.js";

export type ThreatFileType = "csv" | "stix";

export interface ThreatFile {
  /** `malware_grid_stix_20250301120200376.stix`; the ending of the others is `.csv` or `.zip`. */
  readonly name: string;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** The rows that are told of in it. */
  readonly rows: readonly LogRow[];
}

/** Nobody has shown how the vendor's table looks. */
type TableGuesses = Pick<Guesses, "threatCsvSeparator" | "threatCsvColumns" | "threatFileType">;

const octets = "application/octet-stream";
const contentTypes = { csv: "text/csv", stix: "application/json" } as const;

/** A part of a threat feed as a file. */
export function writeThreatFile(
  rows: readonly LogRow[],
  options: {
    readonly feedType: string;
    readonly fileType: ThreatFileType;
    readonly compress: boolean;
    readonly bundleId: string;
    readonly now: number;
    readonly guesses: TableGuesses;
  },
): ThreatFile {
  const { feedType, fileType, compress, bundleId, now, guesses } = options;
  const stem = `${feedType}_${fileType}_${formatFileTime(now)}`;
  const told = fileType === "stix" ? rows : rows.filter(isIndicator);
  const text = fileType === "stix" ? writeBundle(rows, bundleId) : writeTable(rows, guesses);
  const name = `${stem}.${fileType}`;
  if (!compress)
    return {
      name,
      contentType: guesses.threatFileType === "own" ? contentTypes[fileType] : octets,
      body: text,
      rows: told,
    };
  const raw = Buffer.from(text);
  const file = { bytes: deflateRawSync(raw), rawSize: raw.length, crc: crc32(raw) };
  return { name: `${stem}.zip`, contentType: octets, body: packZip([{ name, file }]), rows: told };
}

function isIndicator({ fields }: LogRow): boolean {
  return fields["type"] === "indicator";
}

/** The objects' own text goes in untouched: recorded ones must arrive byte for byte. */
function writeBundle(rows: readonly LogRow[], bundleId: string): string {
  const objects = rows.map(({ raw }) => raw).join(",");
  return `{"type":"bundle","id":"${bundleId}","spec_version":"2.0","objects":[${objects}]}`;
}

const columns = {
  snake: ["id", "created", "modified", "name", "hash_type", "hash"],
  spaced: ["Id", "Created", "Modified", "Name", "Hash Type", "Hash"],
} as const;
const separators = { comma: ",", semicolon: ";", tab: "\t", bar: "|" } as const;

/** A line for each indicator; its name stands with the malware it indicates. */
function writeTable(rows: readonly LogRow[], { threatCsvSeparator, threatCsvColumns }: TableGuesses): string {
  const separator = separators[threatCsvSeparator];
  const names = nameIndicators(rows);
  const lines = rows.filter(isIndicator).map(({ fields }) => {
    const [, hashType = "", hash = ""] =
      /hashes\.'?([\w-]+)'?\s*=\s*'([0-9a-f]+)'/i.exec(readText(fields, "pattern") ?? "") ?? [];
    const id = readText(fields, "id") ?? "";
    const times = [readText(fields, "created") ?? "", readText(fields, "modified") ?? ""];
    return [id, ...times, names.get(id) ?? "", hashType, hash].map(quoteCell).join(separator);
  });
  const head = threatCsvColumns === "none" ? [] : [columns[threatCsvColumns].join(separator)];
  return [...head, ...lines, ""].join("\r\n");
}

function nameIndicators(rows: readonly LogRow[]): Map<string, string> {
  const malware = new Map(rows.map(({ fields }) => [readText(fields, "id"), readText(fields, "name")]));
  const links = rows.map(({ fields }) => fields).filter((fields) => fields["type"] === "relationship");
  return new Map(
    links.map((link) => [
      readText(link, "source_ref") ?? "",
      malware.get(readText(link, "target_ref")) ?? "",
    ]),
  );
}

function quoteCell(text: string): string {
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
