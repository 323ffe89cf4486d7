export const snapshots = `
CREATE TABLE snapshot_items (
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  id BLOB NOT NULL,
  digest BLOB NOT NULL,
  part TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (stream_id, id)
) STRICT;
`;
