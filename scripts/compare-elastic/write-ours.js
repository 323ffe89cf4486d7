import { decodeRecord } from "../../packages/engine/dist/feeds/decoding/decode.js";
import { writeForm } from "../../packages/engine/dist/forms/index.js";

/** Our ECS document of a record's text, as a reader of its JSON sees it. */
export function writeOurs(feed, raw) {
  const record = JSON.parse(raw);
  const decoded = decodeRecord(feed, {
    value: record,
    raw,
    source: { part: "", fileName: null, fallbackTime: 0 },
  });
  const [time, type] = decoded.row(1);
  const id = Buffer.from(decoded.id).toString("hex");
  const document = writeForm(feed, { id, type, time, record, raw }, { form: "ecs", original: true });
  return JSON.parse(JSON.stringify(document));
}
