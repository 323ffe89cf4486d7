export { checkValue } from "./check-options.js";
export { compileSettings } from "./compile-settings.js";
export { createClient } from "./create-client.js";
export type { MimecastClient } from "./interface.js";
export type * from "./options.js";
