export const clocks = `
-- What the vendor's clock said at the end of the last poll that was answered, and how far ours was ahead of it.
ALTER TABLE streams ADD COLUMN vendor_at INTEGER;
ALTER TABLE streams ADD COLUMN clock_ahead_ms INTEGER;
`;
