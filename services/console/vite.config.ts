import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // The gateway puts a new one into each answer; without it the page may add no styles.
  html: { cspNonce: "NONCE-OF-THIS-ANSWER" },
  build: { target: "es2022", license: true, chunkSizeWarningLimit: 700 },
  server: { proxy: { "/api": process.env.HEADRACE_URL ?? "http://127.0.0.1:8080" } },
});
