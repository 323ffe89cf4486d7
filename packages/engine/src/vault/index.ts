export { hintOf, type SealedSecrets, type SecretHint } from "./secrets.js";
export { openVault, type Vault } from "./vault.js";
