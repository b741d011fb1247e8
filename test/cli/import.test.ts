import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportOptions, importFile } from '../../src/cli/import.ts';
import { type SmallCity, smallCity } from '../support/city.ts';
import { tempFile } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
});
afterAll(() => service.close());

/** What the command prints and exits with. */
async function imported(content: string, changes: Partial<ImportOptions> = {}) {
  const { affairs, hospitalId } = city.first;
  const options = { url: service.baseUrl, login: affairs.login, dataset: 'inpatientRows', hospital: hospitalId };
  const lines: string[] = [];
  const password = changes.login === undefined ? affairs.password : 'not the password';
  const print = (line: string) => lines.push(line);
  const code = await importFile(tempFile(content), { ...options, dryRun: false, ...changes }, password, print);
  return { code, text: lines.join('\n') };
}

describe('rx12 import', () => {
  it('sends a file to the running server and tells what went live and where the refused rows are', async () => {
    const pages = [...stays(40, () => ({ CYBF: '0301' })), frontPage({ BAH: 'X', CYSJ: '2026-10-99' })];
    const { code, text } = await imported(csvOf(pages));
    expect(code).toBe(0);
    expect(text).toMatch(/stored, 40 rows taken, 1 refused, 1 slices switched live/);
    const report = /GET (\S+)/.exec(text)?.[1] ?? '';
    const csv = await (await fetch(report, { headers: city.first.affairs.bearer })).text();
    expect(csv.split('\r\n')[1]).toMatch(/^42,CYSJ,9999-99-99,cost\.date-not-in-calendar,/);
    expect(await imported(csvOf(pages))).toMatchObject({ code: 0, text: expect.stringContaining('unchanged') });
  });

  it('exits 2 with the sentence for a file that is none, and says so of a login that is refused', async () => {
    expect(await imported('a,b\n1,2')).toMatchObject({ code: 2, text: expect.stringContaining('cost.column-missing') });
    await expect(imported('a,b\n1,2', { login: 'nobody' })).rejects.toThrow();
  });

  it('says that nothing is live when no server answers', async () => {
    await expect(imported('a,b\n1,2', { url: 'http://127.0.0.1:9' })).rejects.toThrow('nothing of the file is live');
  });
});
