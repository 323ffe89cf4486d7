import { domainToUnicode } from "node:url";
import { countEdits } from "../actions/names/nearest.js";

/** So many letters tell a name from a word that is part of others. */
const leastLetters = 5;
/** From so many letters on, two of them may differ. */
const longLetters = 8;

/**
 * The domain among one's own that another one is made to be taken for; null where it looks like none. A name counts as
 * alike that holds one's own, or differs from it by a letter or two, or by letters that look the same. Pure.
 */
export function findResembled(domain: string, ownDomains: readonly string[]): string | null {
  if (ownDomains.some((own) => domain === own || domain.endsWith(`.${own}`))) return null;
  const labels = namesOf(domain).map(skeletonOf);
  return ownDomains.find((own) => labels.some((label) => isAlike(label, skeletonOf(nameOf(own))))) ?? null;
}

/** The labels of a domain but the last: its top-level domain names nobody. */
function namesOf(domain: string): string[] {
  return domainToUnicode(domain).split(".").slice(0, -1);
}

/** The label that names the company: `fernhill` of `mail.fernhill.co.uk`. */
function nameOf(domain: string): string {
  return namesOf(domain).reduce((longest, label) => (label.length > longest.length ? label : longest), "");
}

function isAlike(label: string, own: string): boolean {
  if (own === "") return false;
  if (label.split("-").includes(own) && own.length >= 3) return true;
  if (own.length < leastLetters) return label === own;
  return label.includes(own) || countEdits(label, own) <= (own.length >= longLetters ? 2 : 1);
}

/** Letters and pairs of letters that are taken for another at a glance. */
const doubles: readonly (readonly [RegExp, string])[] = [
  [/rn/g, "m"],
  [/vv/g, "w"],
  [/cl/g, "d"],
];
const glyphs: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "5": "s",
  i: "l",
  ı: "l",
  а: "a",
  е: "e",
  ё: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "l",
  ѕ: "s",
  һ: "h",
  ԁ: "d",
  к: "k",
  м: "m",
  н: "h",
  т: "t",
  α: "a",
  ε: "e",
  ι: "l",
  κ: "k",
  ν: "v",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
};

/** How a name looks at a glance: names that are taken for each other have the same. */
function skeletonOf(name: string): string {
  const bare = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = [...bare].map((letter) => glyphs[letter] ?? letter).join("");
  return doubles.reduce((text, [pair, single]) => text.replace(pair, single), plain);
}
