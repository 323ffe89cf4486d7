import fc from "fast-check";

/**
 * Properties draw the same examples every time, so that a change is judged by what it changes. POSTERN_SEED draws
 * others: a number those of that number, `random` new ones.
 */
const asked = process.env.POSTERN_SEED ?? "20260105";
if (asked !== "random") fc.configureGlobal({ seed: Number(asked) });
