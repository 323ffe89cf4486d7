export const foundation = `
CREATE TABLE credentials (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  generation TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  sealed TEXT NOT NULL,
  hints TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE connections (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  generation TEXT NOT NULL,
  base_url TEXT NOT NULL,
  credential_id TEXT NOT NULL REFERENCES credentials (id),
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  feed TEXT NOT NULL,
  since INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  state_since INTEGER NOT NULL,
  stored INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  last_event_at INTEGER,
  last_arrival_at INTEGER,
  last_poll_at INTEGER,
  UNIQUE (connection_id, feed)
) STRICT;

CREATE TABLE checkpoints (
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  part TEXT NOT NULL,
  position TEXT NOT NULL,
  caught_up_at INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (stream_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE windows (
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  part TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  as_of INTEGER NOT NULL,
  PRIMARY KEY (stream_id, part, from_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  part TEXT NOT NULL,
  name TEXT NOT NULL,
  cursor TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  lines INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  first_event_at INTEGER,
  last_event_at INTEGER,
  size_bytes INTEGER,
  attempts INTEGER NOT NULL,
  retry_at INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (stream_id, part, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_unfinished ON files (stream_id, state) WHERE state <> 'complete';

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  source TEXT NOT NULL,
  line INTEGER,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  bytes BLOB NOT NULL,
  truncated INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quarantine_once ON quarantine (stream_id, source, ifnull(line, 0));

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL,
  time INTEGER NOT NULL,
  id BLOB NOT NULL,
  type TEXT NOT NULL,
  sender TEXT,
  recipient TEXT,
  url TEXT,
  host TEXT,
  action TEXT,
  verdict TEXT,
  source_address TEXT,
  message_id TEXT,
  subject TEXT,
  occurrences INTEGER NOT NULL,
  raw TEXT NOT NULL,
  day INTEGER GENERATED ALWAYS AS (time / 86400000) VIRTUAL,
  UNIQUE (stream_id, time, id)
) STRICT;
CREATE INDEX events_by_sender ON events (day, sender) WHERE sender IS NOT NULL;
CREATE INDEX events_by_recipient ON events (day, recipient) WHERE recipient IS NOT NULL;
CREATE INDEX events_by_host ON events (day, host) WHERE host IS NOT NULL;
CREATE INDEX events_by_message_id ON events (day, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE event_sequence (seq INTEGER NOT NULL) STRICT;
INSERT INTO event_sequence VALUES (0);

CREATE TABLE rollups (
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  hour INTEGER NOT NULL,
  type TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (stream_id, hour, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE leases (
  principal TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  token INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  action TEXT NOT NULL,
  input TEXT NOT NULL,
  plan TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT,
  detail TEXT,
  before TEXT NOT NULL,
  after TEXT,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  undoes TEXT REFERENCES runs (id),
  holder TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_time ON runs (created_at);
`;
