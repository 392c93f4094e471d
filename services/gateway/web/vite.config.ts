import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { VitePWA } from "vite-plugin-pwa";

const gateway = process.env["BOTHWAYS_URL"] ?? "http://127.0.0.1:8000";

/** The program comes with the page, beside the small file that says which screen is to come with it. */
const programBesidePage: Plugin = {
  name: "program-beside-page",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((one) => one.type === "chunk");
      const start = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith("/src/app/start.tsx")));
      const needed = new Set<Rolldown.OutputChunk>();
      const add = (chunk: Rolldown.OutputChunk | undefined) => {
        if (!chunk || chunk.isEntry || needed.has(chunk)) return;
        needed.add(chunk);
        chunk.imports.forEach((name) => add(chunks.find(({ fileName }) => fileName === name)));
      };
      add(start);
      const link = (rel: string, href: string, more = {}) => ({
        tag: "link",
        attrs: { rel, crossorigin: true, href: `/${href}`, ...more },
        // After the sheets of Mantine, which ours overrule.
        injectTo: "head" as const,
      });
      // What is run first comes first. Style does not wait for code.
      return [...needed].reverse().flatMap(({ fileName, name, viteMetadata }) => [
        link("modulepreload", fileName, name === "react" ? {} : { fetchpriority: "low" }),
        ...[...(viteMetadata?.importedCss ?? [])].map((href) => link("stylesheet", href)),
      ]);
    },
  },
};

export default defineConfig({
  plugins: [
    react(),
    programBesidePage,
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
    // What every screen waits for comes in three files, not in thirty: a phone pays for each of them.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "begin", tags: ["$initial"] },
            // Run while the rest is on its way, and the same in many builds.
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: "program", test: /src\/app\// },
            { name: "shared", minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    // As if the page came from the gateway: it takes changes from pages of its own alone.
    proxy: Object.fromEntries(
      ["/v1", "/docs", "/openapi.json", "/l"].map((path) => [path, { target: gateway, headers: { origin: gateway } }]),
    ),
  },
});
