import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScheme } from '../../src/cli/scheme-check.ts';
import { replayScheme } from '../../src/cli/scheme-replay.ts';
import { readConfig } from '../../src/config.ts';
import { confirmed, type DeductionCity, deductionCity } from '../support/deductions.ts';
import { schemeData } from '../support/record.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

const seeds = fileURLToPath(new URL('../../seeds/schemes/', import.meta.url));

let service: TestService;
let city: DeductionCity;
let drafts: string;

beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  await confirmed(city);
  drafts = mkdtempSync(join(tmpdir(), 'rx12-drafts-'));
});
afterAll(async () => {
  rmSync(drafts, { recursive: true });
  await service.close();
});

/** Item 2-1 weighs three points instead of two. */
function draft(): Record<string, unknown> {
  const text = readFileSync(join(seeds, 'ganzhou-default-2026.yaml'), 'utf8');
  const data = schemeData('ganzhou-default-2026');
  expect(text).toContain('code: "2-1", points: 2');
  const violations = (data.violations as { code: string; points: unknown }[]).map((each) =>
    each.code === '2-1' ? { ...each, points: 3 } : each,
  );
  return { ...data, version: 'draft', violations };
}

const replay = (by: TestUser, scheme: unknown, path = '/v1/schemes/replay') =>
  service.http.post(path).set(by.bearer).send({ scheme });

describe('a draft posted for replay', () => {
  it('says who would change band, by hospital and department, and writes nothing', async () => {
    const before = await service.ports.store.ledger.size();
    const { body } = await replay(city.officer, draft()).expect(200);
    const { hospitalId } = city.first;
    expect(body).toMatchObject({ version: 'draft', pointsDiffer: 1, unknownCodes: [] });
    expect(body.changes).toMatchObject([
      {
        doctorId: city.doctorId,
        hospitalId,
        before: { points: 2, band: null },
        after: { band: { id: 'reminder-talk' } },
      },
    ]);
    expect(body.moves).toEqual([
      { hospitalId, department: '心内科', before: null, after: 'reminder-talk', doctors: 1 },
    ]);
    expect(await service.ports.store.ledger.size()).toBe(before);
  });

  it('comes as CSV too', async () => {
    const { text } = await replay(city.officer, draft(), '/v1/schemes/replay.csv').expect(200);
    expect(text.split('\r\n')[1]).toBe(`${city.doctorId},${city.first.hospitalId},心内科,2,,3,reminder-talk`);
  });

  it('is recorded with every doctor whom the answer names, as JSON and as CSV', async () => {
    const newest = async () => (await service.ports.accessRecords.search({}, { limit: 1 }))[0];
    await replay(city.officer, draft()).expect(200);
    const who = { outcome: 'done', personId: city.officer.personId, doctorIds: [city.doctorId] };
    expect(await newest()).toMatchObject({ ...who, operation: 'replayScheme', act: 'read' });
    await replay(city.officer, draft(), '/v1/schemes/replay.csv').expect(200);
    expect(await newest()).toMatchObject({ ...who, operation: 'exportReplay', act: 'export' });
  });

  it('shows a county officer only the own hospitals', async () => {
    expect((await replay(city.countyOfficer, draft()).expect(200)).body.changes).toEqual([]);
  });

  it('is refused with every row that is wrong, and for a scheme that was never adopted', async () => {
    const { body } = await replay(city.officer, { ...draft(), floor: 0 }).expect(422);
    expect(body).toMatchObject({ code: 'scheme.invalid' });
    expect((await replay(city.officer, schemeData('tiny-2026')).expect(409)).body.code).toBe('replay.never-adopted');
    await replay(city.registrar, draft()).expect(403);
  });
});

describe('rx12 scheme', () => {
  const config = () => readConfig({ RX12_DATA: join(service.folder, 'data') });
  const check = (path: string) => {
    const lines: string[] = [];
    const status = checkScheme(path, (line) => lines.push(line));
    return { status, stdout: lines.join('\n') };
  };
  const copied = (name: string, change: (text: string) => string = (text) => text) => {
    const path = join(drafts, `${name}.yaml`);
    writeFileSync(path, change(readFileSync(join(seeds, 'tiny-2026.yaml'), 'utf8')));
    copyFileSync(join(seeds, 'tiny-2026.cases.yaml'), join(drafts, `${name}.cases.yaml`));
    return path;
  };

  it('check passes a shipped file and fails one whose cases come out otherwise, naming each', () => {
    const fine = check(copied('fine'));
    expect([fine.status, fine.stdout]).toEqual([
      0,
      expect.stringMatching(/^ok {6}tiny 2026: 5 violations, \d+ cases$/m),
    ]);
    const wrong = check(copied('wrong', (text) => text.replace('code: A2, points: 2', 'code: A2, points: 1')));
    expect(wrong.status).toBe(2);
    expect(wrong.stdout).toContain('NOT ok  A reminder, one point, and the rest of a repeated item: left expected 1');
    const broken = check(copied('broken', (text) => text.replace('total: 4', 'total: 4\nfloor: 0')));
    expect([broken.status, broken.stdout]).toEqual([2, expect.stringContaining('scheme.unknown-field')]);
  });

  it('replay reads the folder while it is served and prints JSON or CSV', async () => {
    const path = join(drafts, 'heavier.yaml');
    const text = readFileSync(join(seeds, 'ganzhou-default-2026.yaml'), 'utf8');
    writeFileSync(path, text.replace('code: "2-1", points: 2', 'code: "2-1", points: 3'));
    copyFileSync(join(seeds, 'ganzhou-default-2026.cases.yaml'), join(drafts, 'heavier.cases.yaml'));
    const output = async (csv: boolean) => {
      const lines: string[] = [];
      await replayScheme(config(), path, { asOf: '2026-12-31', csv }, (line) => lines.push(line));
      return lines.join('\n');
    };
    expect(JSON.parse(await output(false)).changes).toHaveLength(1);
    expect(await output(true)).toContain(`${city.doctorId},${city.first.hospitalId},心内科,2,,3,reminder-talk`);
  });
});

describe('the same questions asked in other time zones', () => {
  it('have the same answers: cycles, midnights, 29 February and clocks', async () => {
    const questions = fileURLToPath(new URL('../support/time-zone-questions.ts', import.meta.url));
    const ask = async (TZ: string) =>
      (await promisify(execFile)(process.execPath, [questions], { env: { ...process.env, TZ } })).stdout;
    const answers = await Promise.all(['UTC', 'Asia/Shanghai', 'America/New_York'].map(ask));
    expect(answers[0]?.length).toBeGreaterThan(500);
    expect(new Set(answers.map((answer) => answer.replace(/^zone .*\n/, ''))).size).toBe(1);
    // The zones did take effect: each child says its own hour of one instant.
    expect(new Set(answers.map((answer) => answer.split('\n')[0])).size).toBe(3);
  });
});
