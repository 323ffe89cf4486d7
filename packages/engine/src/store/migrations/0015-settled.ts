export const settled = `
-- When what was broken could be decoded after all, and by what.
ALTER TABLE quarantine ADD COLUMN settled_at INTEGER;
ALTER TABLE quarantine ADD COLUMN settled_by TEXT;
CREATE INDEX quarantine_open ON quarantine (stream_id) WHERE settled_at IS NULL;
`;
