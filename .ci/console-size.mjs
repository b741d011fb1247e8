// What somebody downloads before they see their first page, and before they see a chart, as the browser gets it (gzip).
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'dist/console';
const limits = { first: 400_000, chart: 550_000 };
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
if (entry === undefined) throw new Error('the manifest names no entry');

/** The files of a chunk and of everything it cannot start without. */
function filesOf(chunk, seen = new Set()) {
  for (const name of [chunk.file, ...(chunk.css ?? [])]) seen.add(name);
  for (const key of chunk.imports ?? []) if (!seen.has(manifest[key].file)) filesOf(manifest[key], seen);
  return seen;
}

const bytesOf = (files) => [...files].reduce((sum, name) => sum + statSync(join(folder, `${name}.gz`)).size, 0);
const page = /^src\/[\w/]+\/[\w-]+-page\.tsx$/;
const pages = Object.entries(manifest).filter(([key]) => page.test(key));
const charts = Object.entries(manifest).flatMap(([key, chunk]) =>
  /^(src\/charts\/echart|_drawing-)/.test(key) ? [chunk] : [],
);
if (charts.length < 3) throw new Error(`only ${charts.length} drawings were found`);
if (pages.length < 5) throw new Error(`only ${pages.length} pages were looked at`);

let failed = false;
for (const [key, chunk] of pages) {
  const files = filesOf(chunk, filesOf(entry));
  const first = bytesOf(files);
  // A page that can show a chart loads the drawing of it when it does.
  const texts = [...files].map((name) => readFileSync(join(folder, name), 'utf8'));
  const drawn = charts.filter(({ file }) => texts.some((text) => text.includes(file)));
  const all = new Set(files);
  for (const chart of drawn) filesOf(chart, all);
  const whole = bytesOf(all);
  const says = `${key}: ${first} bytes${drawn.length > 0 ? `, ${whole} with its charts` : ''}`;
  if (first > limits.first || whole > limits.chart) {
    failed = true;
    console.error(`too big: ${says}`);
  } else console.log(says);
}
console.log(`${pages.length} pages within ${limits.first} bytes, ${limits.chart} with charts`);
if (failed) process.exit(1);
