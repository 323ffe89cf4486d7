export { classifyAnswer, type Problem } from "./classify.js";
export { type ErrorKind, errorKinds } from "./kinds.js";
export { writeMessage } from "./messages.js";
export { MimecastError, type MimecastErrorDetails } from "./mimecast-error.js";
