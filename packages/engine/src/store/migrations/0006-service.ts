/** Bumped by whatever an operator changes, so that a running collector sees it by looking at one row. */
const bump = ["connections", "credentials", "intents"]
  .flatMap((table) =>
    ["INSERT", "UPDATE", "DELETE"].map(
      (event) => `
CREATE TRIGGER ${table}_${event.toLowerCase()}_changes AFTER ${event} ON ${table}
BEGIN UPDATE control_changes SET number = number + 1; END;`,
    ),
  )
  .join("");

export const service = `
ALTER TABLE streams ADD COLUMN code TEXT;
ALTER TABLE streams ADD COLUMN next_poll_at INTEGER;

-- What other commands ask of the process that collects.
CREATE TABLE intents (
  id INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  kind TEXT NOT NULL,
  feed TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  detail TEXT,
  settled_at INTEGER
) STRICT;
CREATE INDEX intents_pending ON intents (connection_id) WHERE state = 'pending';

CREATE TABLE control_changes (number INTEGER NOT NULL) STRICT;
INSERT INTO control_changes VALUES (0);
${bump}
`;
