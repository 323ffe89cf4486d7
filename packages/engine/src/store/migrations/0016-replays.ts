export const replays = `
-- How far a replay has read, for whoever goes on with it. A table of its own: progress is no change of what is asked.
CREATE TABLE replay_progress (
  intent_id INTEGER PRIMARY KEY REFERENCES intents (id) ON DELETE CASCADE,
  account TEXT NOT NULL
) STRICT;
`;
