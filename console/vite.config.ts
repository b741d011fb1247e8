import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { componentStyles } from './component-styles.ts';
import { compressed } from './compressed.ts';
import { firstScript } from './first-script.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What runs before the pages' code has come; here and not among it, so that it need not wait for that. */
const beginning =
  /\/src\/(app\/(begin|first-pages)|[^/]+\/first-page|api\/problem|commission\/month|language\/language-now|session\/(early|session))\.ts$/;

/** The console as `npm run build` makes it: hashed files beside the compiled service, which serves them. */
export default defineConfig({
  root: here('.'),
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
    rolldownOptions: {
      input: { index: here('index.html'), begin: here('src/app/begin.ts') },
      output: {
        // The bundler would name a file after every page that has a part in it.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        assetFileNames: ({ names: [name = 'asset'] }) => `assets/${name.split(/[~.]/)[0]}-[hash][extname]`,
        codeSplitting: {
          groups: [
            { name: 'begin', test: beginning },
            // What every page needs is one file: each further one costs a trip, and time of the two that pass it on.
            { name: 'initial', tags: ['$initial'] },
            // Apart from all else, so that nothing small is put beside a part of it and draws the whole library after it.
            { name: 'drawing', test: /\/node_modules\/(echarts|zrender)\//, minShareCount: 2, entriesAware: true },
            // What several pages share, unless it is so little that it may as well come along with more.
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 3_000 },
          ],
        },
      },
      // Says of each file of the components that 'use client' means nothing here, which is so.
      onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
    },
  },
  plugins: [componentStyles(), firstScript('begin'), compressed()],
  // `npm run console` serves the sources and hands the API on to a demo.
  server: { port: 8013, strictPort: true, proxy: { '/v1': 'http://127.0.0.1:8012' } },
});
