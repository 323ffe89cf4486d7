export { loadKey } from "./key.js";
export { createVault, hintOf, type SealedSecrets, type SecretHint, type Vault } from "./vault.js";
