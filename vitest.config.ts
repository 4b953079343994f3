import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

/** Half of what a test file waits for is the database or the browser: on two cores two files at a time, as many as there are cores on more. */
const maxWorkers = Math.max(2, availableParallelism())

/**
 * Four rings (CONTRIBUTING.md): rules need nothing, commands a database, journeys a browser as well, crash the program itself.
 * The files of rules and commands share what a worker has imported (`isolate: false`): our modules keep nothing of a test, everything comes
 * in by argument, and importing anew for each file takes twice as long as all the tests.
 */
export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        test: {
          name: "rules",
          include: ["src/**/*.test.ts", "bin/**/*.test.ts"],
          exclude: ["src/**/*.server.test.ts"],
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "commands",
          include: ["src/**/*.server.test.ts"],
          globalSetup: ["tests/support/database-server.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.ts"],
          // how long a person would wait for what a page shows, on a machine that does other things too
          expect: { poll: { timeout: 15_000, interval: 100 } },
          globalSetup: ["tests/support/database-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "crash",
          include: ["tests/crash/**/*.test.ts"],
          fileParallelism: false,
        },
      },
    ],
  },
})
