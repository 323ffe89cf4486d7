export const hours = `
-- Lookups led by the hour: inserting a dense day writes half the bytes (docs/decisions/0001-store.md).
DROP INDEX events_by_sender;
DROP INDEX events_by_recipient;
DROP INDEX events_by_host;
DROP INDEX events_by_message_id;
ALTER TABLE events DROP COLUMN day;
ALTER TABLE events ADD COLUMN hour INTEGER GENERATED ALWAYS AS (time / 3600000) VIRTUAL;
CREATE INDEX events_by_sender ON events (hour, sender) WHERE sender IS NOT NULL;
CREATE INDEX events_by_recipient ON events (hour, recipient) WHERE recipient IS NOT NULL;
CREATE INDEX events_by_host ON events (hour, host) WHERE host IS NOT NULL;
CREATE INDEX events_by_message_id ON events (hour, message_id) WHERE message_id IS NOT NULL;
`;
