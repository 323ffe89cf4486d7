export const connect = `
-- One row: something sealed with the vault's key, so that a wrong key is told at the door.
CREATE TABLE vault (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  proof BLOB NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT;

ALTER TABLE credentials ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE credentials ADD COLUMN expires_at INTEGER;
ALTER TABLE credentials ADD COLUMN rotate_every_days INTEGER;

ALTER TABLE connections ADD COLUMN acting_credential_id TEXT REFERENCES credentials (id);
ALTER TABLE connections ADD COLUMN proxy_credential_id TEXT REFERENCES credentials (id);
ALTER TABLE connections ADD COLUMN paused_at INTEGER;
ALTER TABLE connections ADD COLUMN removed_at INTEGER;
ALTER TABLE connections ADD COLUMN application_created_at INTEGER;

CREATE TABLE connection_history (
  id INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT
) STRICT;
CREATE INDEX connection_history_by_connection ON connection_history (connection_id, at);
`;
