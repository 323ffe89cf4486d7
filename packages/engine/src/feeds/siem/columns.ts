import { type Field, joinTables } from "../../vocabulary/index.js";
import { type ColumnReader, compileColumns } from "../decoding/columns.js";

interface Tables {
  readonly fields: readonly Field[];
  readonly fieldsByType: ReadonlyMap<string, readonly Field[]>;
}

const clicks: ReadonlySet<string> = new Set(["url protect", "urlclick"]);

/** The store's columns of mail logs: the same for both generations, and for clicks of either product. */
export function compileMailColumns({ fields, fieldsByType }: Tables): ColumnReader {
  const general = compileColumns(fields);
  const byType = new Map(
    [...fieldsByType].map(([type, own]) => [type, compileColumns(joinTables(own, fields))]),
  );
  return (record, known) => {
    const columns = (byType.get(known.type) ?? general)(record, known);
    // What the check of a link found is told by both generations only where the link was blocked.
    if (clicks.has(known.type) && columns.action !== "block") columns.verdict = null;
    return columns;
  };
}
