export { formatSignatureDate, signRequest } from "./sign.js";
