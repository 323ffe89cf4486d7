export const usersOfCredentials = `
-- Who uses a credential is looked up with each connection that is read by its name.
CREATE INDEX connections_reading_by ON connections (credential_id);
CREATE INDEX connections_acting_by ON connections (acting_credential_id) WHERE acting_credential_id IS NOT NULL;
CREATE INDEX connections_proxied_by ON connections (proxy_credential_id) WHERE proxy_credential_id IS NOT NULL;
`;
