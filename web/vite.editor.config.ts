// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";
import { catalogue } from "./build-tools/catalogue.ts";

// The composer's frame is an opaque origin: one classic script with a fixed name.
export default defineConfig({
  base: "/assets/",
  plugins: [catalogue()],
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
