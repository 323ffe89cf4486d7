// Runs whose outcome could not be read are read again ever more seldom, and ids that the tenant says are gone no more.
export const lessReading = `
ALTER TABLE runs ADD COLUMN read_again_at INTEGER;
UPDATE runs SET read_again_at = updated_at WHERE outcome = 'unknown';
CREATE INDEX runs_to_read_again ON runs (read_again_at) WHERE read_again_at IS NOT NULL;

CREATE TABLE gone_objects (
  connection_id TEXT NOT NULL REFERENCES connections (id),
  operation TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, operation, id)
) STRICT, WITHOUT ROWID;
`;
