export const usage = `
-- What the collecting process knows of the vendor's quotas, for those who ask in another one.
CREATE TABLE budgets (
  connection_id TEXT NOT NULL REFERENCES connections (id),
  operation TEXT NOT NULL,
  call_limit INTEGER,
  remaining INTEGER,
  resets_at INTEGER,
  spent TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, operation)
) STRICT, WITHOUT ROWID;

-- The two ends of the last connection to the tenant, or to its proxy.
CREATE TABLE addresses (
  connection_id TEXT PRIMARY KEY REFERENCES connections (id),
  remote TEXT NOT NULL,
  local TEXT NOT NULL,
  is_proxy INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
