// Runs of one target each, as older versions kept them, become runs with one item.
export const actions = `
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  run_id TEXT REFERENCES runs (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE approvals (
  id INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plans (id),
  digest TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  signature TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX approvals_of_plan ON approvals (plan_id);

ALTER TABLE runs ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN expires_at INTEGER;
CREATE INDEX runs_expiring ON runs (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE run_items (
  run_id TEXT NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  intent TEXT NOT NULL,
  input TEXT NOT NULL,
  sentence TEXT NOT NULL,
  calls TEXT NOT NULL,
  called INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT,
  detail TEXT,
  request_ids TEXT NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;
-- The same intent twice at once is one change: the second waits for the first to be settled.
CREATE UNIQUE INDEX run_items_open ON run_items (intent) WHERE state <> 'settled';

INSERT INTO run_items
SELECT id, 0, id, input, json_extract(plan, '$.sentence'), json_extract(plan, '$.calls'),
  CASE WHEN state = 'intended' THEN 0 ELSE json_array_length(plan, '$.calls') END,
  before, ifnull(after, 'null'), CASE state WHEN 'intended' THEN 'calling' ELSE state END, outcome, detail, '[]'
FROM runs;
UPDATE runs SET
  state = CASE state WHEN 'settled' THEN 'settled' ELSE 'open' END,
  plan = json_set(json_remove(plan, '$.calls', '$.before', '$.input'),
    '$.id', id, '$.needsApproval', NULL, '$.barredBy', NULL, '$.undoes', undoes, '$.createdAt', created_at);
ALTER TABLE runs DROP COLUMN input;
ALTER TABLE runs DROP COLUMN before;
ALTER TABLE runs DROP COLUMN after;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  origin TEXT NOT NULL,
  kind TEXT NOT NULL,
  connection TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`;
