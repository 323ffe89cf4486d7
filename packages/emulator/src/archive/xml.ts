/** An element of a parsed text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const token =
  /<\?[^?]*\?>|<!--[^-]*-->|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
// Deeper than any query; a hostile one must not fill the stack of whoever walks it.
const deepest = 32;

/** The root element; null for what is not well-formed. Neither documents types nor CDATA are known. */
export function parseXml(source: string): XmlElement | null {
  const root: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    const [, slash, name, attributes, closed, text] = match ?? [];
    const parent = open.at(-1);
    if (match === null || parent === undefined) return null;
    if (text !== undefined) {
      if (parent === root && text.trim() !== "") return null;
      parent.text += decode(text);
    } else if (slash === "/") {
      if (parent === root || parent.name !== name) return null;
      open.pop();
    } else if (name !== undefined) {
      const element: OpenElement = { name, attributes: readAttributes(attributes), children: [], text: "" };
      parent.children.push(element);
      if (closed !== "/") open.push(element);
      if (open.length > deepest) return null;
    }
  }
  return open.length === 1 && root.children.length === 1 ? (root.children[0] ?? null) : null;
}

/** The first child of that name. */
export function childOf(element: XmlElement | null, name: string): XmlElement | null {
  return element?.children.find((child) => child.name === name) ?? null;
}

function readAttributes(text = ""): Record<string, string> {
  const pairs = [...text.matchAll(attribute)].map(([, name = "", double, single]) => [
    name,
    decode(double ?? single ?? ""),
  ]);
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
