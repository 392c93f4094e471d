import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { VitePWA } from "vite-plugin-pwa";

const gateway = process.env["BOTHWAYS_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      injectRegister: false,
      injectManifest: { globPatterns: ["**/*.{js,css,html,svg,woff2}"] },
      manifest: {
        id: "/",
        name: "Bothways",
        short_name: "Bothways",
        description: "Mentoring that both want: ask, prepare, learn from each other.",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#fbf9f4",
        theme_color: "#0f6b66",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
        shortcuts: [
          { name: "New journal entry", url: "/journal/new" },
          { name: "Find somebody", url: "/find" },
        ],
      },
    }),
    // What the gateway serves as it lies there: the small form of each file is made once, here.
    compression({ algorithms: [defineAlgorithm("gzip", { level: 9 }), "brotliCompress"], threshold: 800 }),
  ],
  define: { __BUILD__: JSON.stringify(process.env["BOTHWAYS_BUILD"] ?? "development") },
  build: {
    target: "es2023",
    cssMinify: true,
    // Inline is what the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(["/v1", "/docs", "/openapi.json", "/l"].map((path) => [path, { target: gateway, headers: { origin: gateway } }])),
  },
});
