export const timeline = `
-- When a listing or chain was read to its end last, also while it is being read again.
ALTER TABLE checkpoints ADD COLUMN ended_at INTEGER;
UPDATE checkpoints SET ended_at = caught_up_at;

-- The window that is being read.
ALTER TABLE streams ADD COLUMN reading_from INTEGER;
ALTER TABLE streams ADD COLUMN reading_until INTEGER;
`;
