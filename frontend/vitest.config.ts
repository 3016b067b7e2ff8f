import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": new URL("./src", import.meta.url).pathname,
      // Next swaps this marker for a build error in browser code; there is nothing to swap here.
      "server-only": new URL("./src/test/empty.ts", import.meta.url).pathname,
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    // West of Greenwich, so that a date read as UTC midnight would show up as the day before.
    env: { TZ: "America/Sao_Paulo" },
  },
});
