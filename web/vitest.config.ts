// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";
import { catalogue } from "./build-tools/catalogue.ts";

export default defineConfig({
  plugins: [catalogue()],
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/english.ts"],
    environment: "node",
    isolate: false,
  },
});
