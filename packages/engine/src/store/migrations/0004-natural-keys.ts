export const naturalKeys = `
-- Events that come by two ways, matched on what both have in common: only for connections that have both.
CREATE TABLE natural_keys (
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  key BLOB NOT NULL,
  seq INTEGER NOT NULL,
  time INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  PRIMARY KEY (stream_id, key, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX natural_keys_by_time ON natural_keys (stream_id, provisional, time);
`;
