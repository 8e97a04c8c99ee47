// SPDX-License-Identifier: Apache-2.0
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { catalogue } from "./build-tools/catalogue.ts";

// The page comes from the server, which reads manifest.json for the hashed names.
export default defineConfig({
  base: "/assets/",
  plugins: [react(), catalogue()],
  build: {
    outDir: "dist",
    assetsDir: "",
    manifest: "manifest.json",
    target: "es2023",
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: { mailbox: "src/mailbox/main.tsx" } },
  },
});
