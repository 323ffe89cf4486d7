export { hintOf, type SealedSecrets, type SecretHint } from "./secrets.js";
export { openVault, type Vault, type VaultStatus } from "./vault.js";
