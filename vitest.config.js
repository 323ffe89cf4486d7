import { defineConfig } from "vitest/config";

// Tests run on what is shipped: the compiled files, worker threads and child processes included.
// `npm test` builds first. Files named *.long.test.ts (crash loops, soak) belong to `npm run test:full`.
const long = process.env.POSTERN_LONG_TESTS === "1";

export default defineConfig({
  test: {
    include: ["packages/*/dist/**/*.test.js", "tests/dist/**/*.test.js"],
    exclude: long ? [] : ["**/*.long.test.js"],
    // Vitest leaves a core idle by default, which on two cores halves its speed.
    maxWorkers: "100%",
    // A process of its own for each file costs half of all time, and the tests keep nothing in modules.
    isolate: false,
    setupFiles: ["scripts/seed-properties.js"],
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: 30_000,
  },
});
