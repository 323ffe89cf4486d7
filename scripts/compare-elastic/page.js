/** The page of the comparison. */
export function renderConformance(streams) {
  const compared = streams.filter(({ feed }) => feed !== null);
  const rows = compared.map(({ name, feed, documents, tally }) => {
    const { equal, otherwise, unlike, lacking } = tally;
    return [
      `\`${name}\``,
      `[${feed}](${feed}.md)`,
      documents,
      equal,
      total(otherwise),
      total(unlike) + total(lacking),
    ];
  });
  const head = [
    "# Beside Elastic's integration",
    "",
    "Made by `node scripts/compare-elastic.js DIRECTORY`, which reads the pipeline tests of Elastic's Mimecast package (github.com/elastic/integrations): records, and the ECS documents that its pipeline makes of them. The records are Elastic's and are not kept here; of each file we had every second line.",
    "",
    "Compared is each field of Elastic's documents, but for the places and networks that it looks up by address. *Equal*: the same field with the same value. *Otherwise*: set otherwise, or standing elsewhere, on purpose; every such field is listed with its reason, and the script checks that the reason holds. *Open*: lacking or different without a reason.",
    "",
    table(["Stream", "Feed", "Documents", "Equal", "Otherwise", "Open"], rows),
    "",
  ];
  return [...head, ...compared.flatMap(renderStream)].join("\n");
}

function describeField({ field, documents }) {
  return `\`${field}\` (${documents})`;
}

function total(tallied) {
  return [...tallied.values()].reduce((sum, { documents }) => sum + documents, 0);
}

function renderStream({ name, documents, tally }) {
  const { otherwise, unlike, lacking, more } = tally;
  const open = [...unlike.values(), ...lacking.values()].map((each) => [describeField(each), "open"]);
  const differing = [...otherwise.values()];
  const explained = [...new Set(differing.map(({ reason }) => reason))].map((reason) => [
    differing
      .filter((each) => each.reason === reason)
      .map(describeField)
      .join(", "),
    reason,
  ]);
  const added = [...more.values()]
    .filter(({ field }) => !field.startsWith("mimecast."))
    .sort((one, other) => other.documents - one.documents)
    .map((each) => (each.documents === documents ? `\`${each.field}\`` : describeField(each)));
  return [
    `## ${name}`,
    "",
    table(["Elastic's fields (documents)", "Ours"], [...open, ...explained]),
    "",
    `Set by us alone: ${added.join(", ")}.`,
    "",
  ];
}

function table(titles, rows) {
  const lines = [titles, titles.map(() => "---"), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
