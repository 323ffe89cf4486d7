export const retention = `
-- Events before this time were taken away: should one come again, it is no news.
ALTER TABLE streams ADD COLUMN kept_since INTEGER;
`;
