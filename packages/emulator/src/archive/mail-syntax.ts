/** The longest line a mail may have, without its end (RFC 5322, 2.1.1). */
const longestLine = 998;
/** Of an encoded word with all its signs (RFC 2047, 2). */
const longestWord = 75;

/** `Wed, 11 Mar 2026 12:07:00 +0000` */
export function formatMailDate(time: number): string {
  return new Date(time).toUTCString().replace("GMT", "+0000");
}

/** An address as a header has it: what is no plain word before the `@` stands in quotes. */
export function formatMailbox(address: string): string {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  if (/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local)) return address;
  return `"${local.replace(/["\\]/g, "\\$&")}"${address.slice(at)}`;
}

/** A header's text: as it is where a mail may have it so, in encoded words otherwise. Nothing in it starts a line of its own. */
export function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && text.length < longestLine - longestWord) return text;
  const words: string[] = [];
  let chunk = "";
  const close = () => words.push(`=?UTF-8?B?${Buffer.from(chunk).toString("base64")}?=`);
  for (const letter of text) {
    if (Buffer.byteLength(chunk + letter) > longestWord - 30) {
      close();
      chunk = "";
    }
    chunk += letter;
  }
  close();
  return words.join("\r\n ");
}

/** A text as a part of a mail, in lines that any server lets pass. */
export function writeTextPart(type: string, text: string): string {
  const isPlain =
    /^[\r\n\x20-\x7e]*$/.test(text) && text.split("\r\n").every((line) => line.length <= longestLine);
  const encoding = isPlain ? "7bit" : "base64";
  const body = isPlain ? text : wrapBase64(Buffer.from(text));
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

/** Base64 in lines of 76 (RFC 2045, 6.8). */
export function wrapBase64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{76}(?=.)/g, "$&\r\n");
}
