export { type CredentialField, type CredentialProblem, describeCredentialShape } from "./shape.js";
