export { createClient } from "./create-client.js";
export type { MimecastClient } from "./interface.js";
export type * from "./options.js";
