/** The file name of a `Content-Disposition`, without any path or control character; empty if there is none. */
export function readFileName(contentDisposition: string | undefined): string {
  if (contentDisposition === undefined) return "";
  const quoted = /\bfilename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(contentDisposition)?.[1];
  const plain = /\bfilename\s*=\s*([^;"\s]+)/i.exec(contentDisposition)?.[1];
  const name = quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "";
  // The name comes from a mail gateway's logs: it must not be able to leave a directory.
  const last = name.split(/[/\\]/).at(-1) ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const safe = last.replace(/[\u0000-\u001f\u007f]/g, "");
  return safe === "." || safe === ".." ? "" : safe;
}
