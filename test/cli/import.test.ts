import { type AddressInfo, connect, createServer } from 'node:net';
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

/** Passes everything on, but cuts the first upload off in the middle. */
async function cuttingProxy(port: number) {
  let cuts = 0;
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    let uploaded = 0;
    from.on('data', (block) => {
      uploaded += block.length;
      if (cuts > 0 || uploaded < 200_000) return void to.write(block);
      cuts += 1;
      from.destroy();
      to.destroy();
    });
    to.on('data', (block) => from.write(block));
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}`, cuts: () => cuts, close: () => server.close() };
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

  it('says which sum the totals fit, what has no ward and what came late', async () => {
    const pages = stays(30, (at) => ({
      CYBF: at < 3 ? 'W9' : '0301',
      KJYWF: '4.00',
      ZFY: at < 20 ? '104.00' : '100.00',
    }));
    const late = pages.map((page, at) => ({ ...page, BAH: `L${at}`, RYSJ: '', CYSJ: '2026-08-05' }));
    const { text } = await imported(csvOf(late));
    expect(text).toMatch(/with KJYWF added.*: 10 only without it, 20 only with it, 0 either way, 0 neither/);
    expect(text).toMatch(/3 rows under ward codes without a ward/);
    expect(text).toMatch(/2026-08 was owed by 2026-09-15: \d+ days late/);
    // A correction of it is not.
    expect((await imported(csvOf(late.slice(1)))).text).not.toMatch(/late/);
  });

  it('waits for a server that ended in the middle, and sends the file again', async () => {
    const cut = await cuttingProxy(Number(new URL(service.baseUrl).port));
    const pages = stays(4_000, (at) => ({ BAH: `C${at}`, CYBF: '0301', RYSJ: '', CYSJ: '2026-07-05' }));
    const { code, text } = await imported(csvOf(pages), { url: cut.url, pollMs: 10 });
    cut.close();
    expect({ code, cuts: cut.cuts() }).toEqual({ code: 0, cuts: 1 });
    expect(text).toMatch(/the file is sent again.*stored, 4000 rows taken/s);
  });

  it('says that nothing is live when no server answers', async () => {
    await expect(imported('a,b\n1,2', { url: 'http://127.0.0.1:9' })).rejects.toThrow('nothing of the file is live');
  });
});
