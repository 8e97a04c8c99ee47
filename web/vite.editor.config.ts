// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

// The composer's frame is an opaque origin: one classic script with a fixed name.
export default defineConfig({
  base: "/assets/",
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2023",
    lib: {
      entry: "src/editor/main.ts",
      formats: ["iife"],
      name: "editor",
      fileName: () => "editor.js",
    },
  },
});
