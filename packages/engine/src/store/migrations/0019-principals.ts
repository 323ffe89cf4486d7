export const principals = `
-- Connections on one credential spend of the same quota. What was noted before says not whose it was, and is noted anew
-- at the next turn.
DELETE FROM budgets;
ALTER TABLE budgets ADD COLUMN principal TEXT NOT NULL DEFAULT '';
CREATE INDEX budgets_by_principal ON budgets (principal);
`;
