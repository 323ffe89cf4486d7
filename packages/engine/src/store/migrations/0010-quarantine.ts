export const quarantine = `
-- What decoding needs beside the bytes, to try them again.
ALTER TABLE quarantine ADD COLUMN part TEXT;
ALTER TABLE quarantine ADD COLUMN file_name TEXT;
ALTER TABLE quarantine ADD COLUMN fallback_time INTEGER;
`;
