export const spenders = `
-- Processes that spend of one quota each note what they did. What was noted before is noted anew at the next turn.
DROP TABLE budgets;
CREATE TABLE budgets (
  connection_id TEXT NOT NULL REFERENCES connections (id),
  holder TEXT NOT NULL,
  principal TEXT NOT NULL,
  operation TEXT NOT NULL,
  call_limit INTEGER,
  remaining INTEGER,
  resets_at INTEGER,
  spent TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, operation, holder)
) STRICT, WITHOUT ROWID;
CREATE INDEX budgets_by_principal ON budgets (principal);
`;
