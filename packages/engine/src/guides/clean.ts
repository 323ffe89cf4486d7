// Marks that turn the writing direction, and characters without width that hide in names.
const unseen = /[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029]/gu;

/** What somebody typed as a name, made into one line of visible text that can't pass for markup of ours. */
export function cleanName(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(unseen, "")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80);
}

/** A name for the connection, of the letters `postern connect --name` takes; `mimecast` where none remain. */
export function toConnectionName(tenantName: string): string {
  const name = tenantName
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return name === "" ? "mimecast" : name;
}
