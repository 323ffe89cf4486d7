export { type Field, field, telling } from "./field.js";
export { extensionOf } from "./file-names.js";
export { compileMeaning, type MeaningReader } from "./read-meaning.js";
export type { Meaning } from "./terms.js";
