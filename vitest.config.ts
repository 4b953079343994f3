import { defineConfig } from "vitest/config"

/** Four rings (CONTRIBUTING.md): rules need nothing, commands a database, journeys a browser as well, crash the program itself. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "rules",
          include: ["src/**/*.test.ts", "bin/**/*.test.ts"],
          exclude: ["src/**/*.server.test.ts"],
        },
      },
      {
        test: {
          name: "commands",
          include: ["src/**/*.server.test.ts"],
          globalSetup: ["tests/support/database-server.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.ts"],
          globalSetup: ["tests/support/database-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
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
