// Compares our ECS documents with those that Elastic's own pipeline makes of the same records, and writes
// docs/feeds/conformance.md. The records are Elastic's, and stay out of this repository: the argument is a directory
// with a folder for each of its data streams, and the pipeline tests' `-expected.json` files in them
// (github.com/elastic/integrations, packages/mimecast/data_stream/*/_dev/test/pipeline).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareDocuments, emptyTally } from "./compare-elastic/compare.js";
import { renderConformance } from "./compare-elastic/page.js";
import { feedOfStream } from "./compare-elastic/streams.js";
import { writeOurs } from "./compare-elastic/write-ours.js";

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error("Usage: node scripts/compare-elastic.js DIRECTORY (of Elastic's data streams)");
  process.exit(2);
}

const ending = "-expected.json";
const streams = readdirSync(directory, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(ending))
  .sort()
  .map(compareStream);
const page = join(dirname(fileURLToPath(import.meta.url)), "..", "docs", "feeds", "conformance.md");
writeFileSync(page, renderConformance(streams));
let open = 0;
for (const { name, feed, documents, tally } of streams) {
  const { equal, otherwise, unlike, lacking } = tally;
  console.log(
    `${name} as ${feed ?? "no feed yet"}: ${documents} documents, ${equal} fields equal, ${otherwise.size} kinds otherwise, ${unlike.size} unexplained, ${lacking.size} lacking`,
  );
  for (const [field, { examples }] of [...unlike, ...lacking]) {
    for (const { theirs, ours } of examples) console.log(`  ${field}: ${theirs} | ${ours}`);
  }
  open += unlike.size + lacking.size;
}
process.exit(open === 0 ? 0 : 1);

function compareStream(path) {
  const stream = dirname(path);
  const { expected } = JSON.parse(readFileSync(join(directory, path), "utf8"));
  const name = `${stream}/${path.slice(stream.length + 1).split(".", 1)[0]}`;
  const feed = feedOfStream(name);
  const tally = emptyTally();
  const documents = expected.filter((document) => document !== null);
  if (feed === null) return { name, feed: null, documents: documents.length, tally };
  for (const theirs of documents) {
    compareDocuments(theirs, writeOurs(feed, theirs.event.original), { stream: name, tally });
  }
  return { name, feed: feed.name, documents: documents.length, tally };
}
