import { crc32, deflateRawSync } from "node:zlib";
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
  },
): ThreatFile {
  const { feedType, fileType, compress, bundleId, now } = options;
  const stem = `${feedType}_${fileType}_${formatFileTime(now)}`;
  const told = fileType === "stix" ? rows : rows.filter(isIndicator);
  const text = fileType === "stix" ? writeBundle(rows, bundleId) : writeTable(rows);
  const name = `${stem}.${fileType}`;
  if (!compress) return { name, contentType: contentTypes[fileType], body: text, rows: told };
  const raw = Buffer.from(text);
  const file = { bytes: deflateRawSync(raw), rawSize: raw.length, crc: crc32(raw) };
  const contentType = "application/octet-stream";
  return { name: `${stem}.zip`, contentType, body: packZip([{ name, file }]), rows: told };
}

function isIndicator({ fields }: LogRow): boolean {
  return fields["type"] === "indicator";
}

/** The objects' own text goes in untouched: recorded ones must arrive byte for byte. */
function writeBundle(rows: readonly LogRow[], bundleId: string): string {
  const objects = rows.map(({ raw }) => raw).join(",");
  return `{"type":"bundle","id":"${bundleId}","spec_version":"2.0","objects":[${objects}]}`;
}

/** Guessed, all of it: nobody has shown which columns the vendor's table has, nor what stands between them. */
const columns = ["id", "created", "modified", "name", "hash_type", "hash"] as const;

/** A line for each indicator; its name stands with the malware it indicates. */
function writeTable(rows: readonly LogRow[]): string {
  const names = nameIndicators(rows);
  const lines = rows.filter(isIndicator).map(({ fields }) => {
    const [, hashType = "", hash = ""] =
      /hashes\.'?([\w-]+)'?\s*=\s*'([0-9a-f]+)'/i.exec(readText(fields, "pattern") ?? "") ?? [];
    const id = readText(fields, "id") ?? "";
    const times = [readText(fields, "created") ?? "", readText(fields, "modified") ?? ""];
    return [id, ...times, names.get(id) ?? "", hashType, hash].map(quoteCell).join(",");
  });
  return [columns.join(","), ...lines, ""].join("\r\n");
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
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
