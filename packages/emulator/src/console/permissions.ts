/** The console's menus go by several names in guides and in the reference; this is one of them for each. */
const aliases: Readonly<Record<string, string>> = {
  "targeted threat protection - url protect": "url protection",
};

function normalise(permission: string): string[] {
  return permission
    .split("|")
    .map((word) =>
      word
        .trim()
        .toLowerCase()
        .replace(/ menu$/, "")
        .replace(/\s+/g, " "),
    )
    .filter((word) => word !== "")
    .map((word) => aliases[word] ?? word);
}

/** Whether a role with these permissions may do what needs `needed`. `All` stands for every level. */
export function isGranted(granted: readonly string[], needed: string): boolean {
  const wanted = normalise(needed);
  return granted.some((permission) => {
    const words = normalise(permission);
    if (words.length !== wanted.length) return false;
    return words.every(
      (word, index) => word === wanted[index] || (index === words.length - 1 && word === "all"),
    );
  });
}
