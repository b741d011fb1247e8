import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressed } from './compressed.ts';

/** The console as `npm run build` makes it: hashed files beside the compiled service, which serves them. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  build: {
    // The last Chromium for Windows 7.
    target: 'chrome109',
    outDir: '../dist/console',
    emptyOutDir: true,
    assetsDir: 'assets',
    modulePreload: { polyfill: false },
    // A font or picture inlined as data: would be fetched again with each change of its file.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    manifest: 'manifest.json',
    // Says of each file of the components that 'use client' means nothing here, which is so.
    rolldownOptions: {
      onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
    },
  },
  plugins: [compressed()],
  // `npm run console` serves the sources and hands the API on to a demo.
  server: { port: 8013, strictPort: true, proxy: { '/v1': 'http://127.0.0.1:8012' } },
});
