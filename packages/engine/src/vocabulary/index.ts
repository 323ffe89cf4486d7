export { type Field, field, joinTables, telling } from "./field.js";
export { compileMeaning, type MeaningReader } from "./read-meaning.js";
export { extensionOf, toKebabCase } from "./spelling.js";
export type { Meaning } from "./terms.js";
