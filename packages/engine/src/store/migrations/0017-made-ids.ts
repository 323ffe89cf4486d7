// What no call lists is found again by the id that the answer to its making gave.
export const madeIds = `
ALTER TABLE run_items ADD COLUMN made TEXT NOT NULL DEFAULT '[]';
CREATE INDEX run_items_made ON run_items (run_id) WHERE made <> '[]';
`;
