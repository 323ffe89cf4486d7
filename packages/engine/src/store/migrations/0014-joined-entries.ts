export const joinedEntries = `
-- Windows that are done with are joined: how long after its own end each of them was read at least.
ALTER TABLE windows ADD COLUMN read_after INTEGER;

-- Files that the vendor lists no more are joined, and counted.
ALTER TABLE files ADD COLUMN files INTEGER NOT NULL DEFAULT 1;
CREATE INDEX files_done ON files (stream_id, updated_at) WHERE state = 'complete';
`;
