export const notifications = `
-- Where notices are sent to. The secret is sealed like those of credentials.
CREATE TABLE channels (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  settings TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  sealed TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- What is amiss now, as it was told.
CREATE TABLE notices (
  key TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES channels (id),
  key TEXT NOT NULL,
  message TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at);
`;
