import type Database from "better-sqlite3";
import type { StoredEvent } from "./events.js";
import { columns, valuesOf } from "./store.js";

/** What a worker is sent: rows as they are, or one JSON text with identities in hexadecimal. */
export type Batch = readonly StoredEvent[] | string;

export interface Form {
  readonly name: string;
  readonly wire: "rows" | "json";
  readonly prepare: (database: Database.Database) => (batch: Batch, nextNumber: number) => number;
}

const target = `INSERT INTO events (commit_number, ${columns})`;
const row = `(?, ${columns.replaceAll(/\w+/g, "?")})`;
const nothing = "ON CONFLICT (stream, time_ms, id) DO NOTHING";
const rowsPerStatement = 50;

export const forms: readonly Form[] = [
  { name: "a row a statement, DO NOTHING, changes counted", wire: "rows", prepare: perRow(nothing) },
  {
    name: "a row a statement, DO UPDATE of occurrences where more",
    wire: "rows",
    prepare: perRow(
      `ON CONFLICT (stream, time_ms, id) DO UPDATE SET occurrences = excluded.occurrences
       WHERE excluded.occurrences > events.occurrences`,
    ),
  },
  { name: "a row a statement, RETURNING", wire: "rows", prepare: returning },
  { name: `${rowsPerStatement} rows a statement`, wire: "rows", prepare: chunked },
  { name: "one JSON text, INSERT … SELECT … json_each", wire: "json", prepare: jsonEach },
];

function perRow(conflict: string): Form["prepare"] {
  return (database) => {
    const statement = database.prepare(`${target} VALUES ${row} ${conflict}`);
    return (batch, firstNumber) => {
      let number = firstNumber;
      for (const event of rowsOf(batch)) number += statement.run(number, ...valuesOf(event)).changes;
      return number;
    };
  };
}

function returning(database: Database.Database): ReturnType<Form["prepare"]> {
  const statement = database.prepare(`${target} VALUES ${row} ${nothing} RETURNING commit_number`).pluck();
  return (batch, firstNumber) => {
    let number = firstNumber;
    for (const event of rowsOf(batch)) {
      if (statement.get(number, ...valuesOf(event)) !== undefined) number += 1;
    }
    return number;
  };
}

function chunked(database: Database.Database): ReturnType<Form["prepare"]> {
  const many = Array.from({ length: rowsPerStatement }, () => row).join(", ");
  const statement = database.prepare(`${target} VALUES ${many} ${nothing}`);
  return (batch, firstNumber) => {
    let number = firstNumber;
    const events = rowsOf(batch);
    for (let from = 0; from < events.length; from += rowsPerStatement) {
      const start = number;
      const values = events
        .slice(from, from + rowsPerStatement)
        .flatMap((event, at) => [start + at, ...valuesOf(event)]);
      // Numbers of duplicates stay unused: which rows they were is not known.
      if (statement.run(values).changes > 0) number += rowsPerStatement;
    }
    return number;
  };
}

function jsonEach(database: Database.Database): ReturnType<Form["prepare"]> {
  const fields = columns
    .split(", ")
    .map((column, at) => (column === "id" ? `unhex(value ->> ${at})` : `value ->> ${at}`))
    .join(", ");
  const statement = database.prepare(
    `${target} SELECT ? + key, ${fields} FROM json_each(?) WHERE true ${nothing}`,
  );
  return (batch, firstNumber) =>
    statement.run(firstNumber, batch).changes > 0 ? firstNumber + 1_000_000 : firstNumber;
}

export function wireOf(form: Form, events: readonly StoredEvent[]): Batch {
  if (form.wire === "rows") return events;
  return JSON.stringify(
    events.map((event) =>
      valuesOf(event).map((value) => (Buffer.isBuffer(value) ? value.toString("hex") : value)),
    ),
  );
}

function rowsOf(batch: Batch): readonly StoredEvent[] {
  if (typeof batch === "string") throw new TypeError("This form takes rows, not JSON.");
  return batch;
}
