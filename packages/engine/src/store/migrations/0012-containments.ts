// What was run of a containment stands with its plans: a plan knows its run from the moment it is meant.
export const containments = `
CREATE TABLE containments (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  body TEXT NOT NULL,
  actor TEXT NOT NULL,
  origin TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
`;
