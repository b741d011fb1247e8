import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openSqlite, type SqliteConnection } from '../../src/store/open-sqlite.ts';
import { testClock } from '../support/clock.ts';
import { sql } from '../support/database.ts';
import { type DeductionCity, deductionCity, recorded } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
let audit: TestUser;
let outside: SqliteConnection;
const path = () => join(service.folder, 'data', 'access.db');
beforeAll(async () => {
  // Ten minutes before an hour ends, so that tokens outlive it.
  service = await startService({ clock: testClock('2026-11-20T01:50:00.000Z') });
  city = await deductionCity(service);
  audit = await service.user([{ role: 'audit-administrator', scope: { kind: 'city' } }]);
  outside = openSqlite(path(), 'read-only');
});
afterAll(async () => {
  outside.close();
  await service.close();
});

const get = (user: TestUser, url: string) => service.http.get(url).set(user.bearer);
const standing = () => `/v1/doctors/${city.doctorId}/standing`;
const newest = async () => (await service.ports.accessRecords.search({}, { limit: 1 }))[0];
const rowsInFile = () => outside.prepare<[], number>('select count(*) from access_record').pluck().get() ?? 0;
const logIn = (login: string, password: string) => service.http.post('/v1/auth/login').send({ login, password });

/** From outside, as a full disk or a broken one would: every row is refused, whatever the service does. */
const breakFile = () =>
  sql(path(), "create trigger broken before insert on access_record begin select raise(abort, 'injected'); end");
const mendFile = () => sql(path(), 'drop trigger broken');

describe('an answer that shows a doctor’s record', () => {
  it('leaves after its row is in the file, where another process sees it', async () => {
    const before = rowsInFile();
    await get(city.reviewer, standing()).expect(200);
    expect(rowsInFile()).toBe(before + 1);
    expect(await newest()).toMatchObject({
      act: 'read',
      operation: 'getStanding',
      outcome: 'done',
      personId: city.reviewer.personId,
      accountId: city.reviewer.accountId,
      capacities: [{ role: 'reviewer', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } }],
      doctorIds: [city.doctorId],
      object: city.doctorId,
    });
  });

  it('does not leave when the row cannot be written, nor does a refusal; writing and right checks go on', async () => {
    const before = rowsInFile();
    breakFile();
    try {
      const failed = await get(city.reviewer, standing()).expect(503);
      expect(failed.body).toMatchObject({ code: 'access-record.failed', parameters: { retryAfterS: 5 } });
      expect(failed.headers['retry-after']).toBe('5');
      expect(failed.text).not.toContain('standings');
      expect((await get(city.otherReviewer, standing()).expect(503)).body.code).toBe('access-record.failed');
      expect((await get(city.reviewer, '/v1/access-records').expect(503)).body.code).toBe('access-record.failed');
      expect((await get(audit, '/v1/access-records').expect(503)).body.code).toBe('access-record.failed');
      expect((await logIn(city.auditor.login, city.auditor.password).expect(503)).body.accessToken).toBeUndefined();
      await recorded(city);
      await get(city.first.his, '/v1/prescribing-rights/110000000000001').expect(200);
      await get(city.reviewer, '/v1/hospitals').expect(200);
      expect(rowsInFile()).toBe(before);
      expect(service.logged()).toContain('the access record could not be written');
    } finally {
      mendFile();
    }
    await get(city.reviewer, standing()).expect(200);
    await get(city.otherReviewer, standing()).expect(404);
    await logIn(city.auditor.login, city.auditor.password).expect(200);
    expect(rowsInFile()).toBe(before + 3);
  });

  it('breaks off an export whose next page cannot be recorded', async () => {
    await recorded(city);
    const fine = await get(city.auditor, '/v1/deductions.csv').expect(200);
    expect(fine.text).toContain('ded_');
    expect(await newest()).toMatchObject({ act: 'export', outcome: 'done', doctorIds: [city.doctorId] });
    sql(path(), "create trigger cut before insert on access_record_doctor begin select raise(abort, 'injected'); end");
    try {
      const cut = await fetch(`${service.baseUrl}/v1/deductions.csv`, { headers: city.auditor.bearer });
      const text = await cut.text().catch(() => 'broken off');
      expect(text).not.toContain('ded_');
    } finally {
      sql(path(), 'drop trigger cut');
    }
  });

  it('carries the purpose that the caller states, or the one that the role is there for', async () => {
    await get(city.reviewer, standing()).set('Access-Purpose', 'complaint').expect(200);
    expect(await newest()).toMatchObject({ purpose: 'complaint', purposeStated: true });
    await get(city.reviewer, standing()).expect(200);
    expect(await newest()).toMatchObject({ purpose: 'review', purposeStated: false });
    const before = rowsInFile();
    const { body } = await get(city.reviewer, standing()).set('Access-Purpose', 'curiosity').expect(400);
    expect(body.code).toBe('form.purpose');
    expect(rowsInFile()).toBe(before);
  });
});

describe('a doctor', () => {
  it('sees who looked, by name, role, institution, purpose and time, and who was turned away', async () => {
    await get(city.reviewer, standing()).set('Access-Purpose', 'supervision').expect(200);
    await get(city.otherReviewer, standing()).expect(404);
    await get(city.doctor, '/v1/me/standing').expect(200);
    const { body } = await get(city.doctor, '/v1/me/access-records?limit=3').expect(200);
    const name = (await service.ports.store.people.personById(city.reviewer.personId))?.name;
    const second = { role: 'reviewer', institution: '东县人民医院' };
    expect(body.items).toMatchObject([
      { operation: 'getOwnStanding', own: true, purpose: 'own-record', capacities: [{ institution: null }] },
      { operation: 'getStanding', own: false, outcome: 'absent', capacities: [second] },
      {
        operation: 'getStanding',
        own: false,
        outcome: 'done',
        name,
        at: '2026-11-20T01:50:00.000Z',
        capacities: [{ role: 'reviewer', institution: '演示市人民医院' }],
        purpose: 'supervision',
        purposeStated: true,
      },
    ]);
    expect(Object.keys(body.items[0])).not.toContain('accountId');
    const next = await get(city.doctor, body.links.next).expect(200);
    expect(next.body.items[0].recordId).toBeLessThan(body.items[2].recordId);
  });

  it('sees nothing of accesses to others', async () => {
    await get(city.auditor, `/v1/doctors?hospital=${city.first.hospitalId}`).expect(200);
    const other = await service.user([{ role: 'doctor', scope: { kind: 'self', doctorId: 'doc_none' } }]);
    await get(other, '/v1/me/access-records').expect(404);
    await get(city.auditor, '/v1/me/access-records').expect(403);
  });
});

describe('the audit administrator', () => {
  it('filters by person, doctor, act, outcome and day, in pages', async () => {
    const all = async (query: string) => {
      const found: { recordId: number; outcome: string; personId: string; doctorIds: string[]; act: string }[] = [];
      let url: string | null = `/v1/access-records?limit=4&${query}`;
      while (url !== null) {
        const answer: { body: { items: typeof found; links: { next: string | null } } } = await get(audit, url);
        found.push(...answer.body.items);
        url = answer.body.links.next;
      }
      return found;
    };
    await get(city.otherReviewer, standing()).expect(404);
    const byPerson = await all(`person=${city.otherReviewer.personId}`);
    expect(byPerson.length).toBeGreaterThan(0);
    expect(new Set(byPerson.map(({ personId }) => personId))).toEqual(new Set([city.otherReviewer.personId]));
    const absent = await all(`outcome=absent&doctor=${city.doctorId}`);
    expect(absent.length).toBeGreaterThan(0);
    expect(absent.every(({ outcome, doctorIds }) => outcome === 'absent' && doctorIds.includes(city.doctorId))).toBe(
      true,
    );
    expect((await all('act=export')).every(({ act }) => act === 'export')).toBe(true);
    const ids = (await all('from=2026-11-20&until=2026-11-21')).map(({ recordId }) => recordId);
    expect(ids.length).toBeGreaterThan(5);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect(await all('until=2026-11-20')).toEqual([]);
    expect(await all('from=2026-11-21')).toEqual([]);
  });

  it('takes it out as CSV, which is recorded like everything they look at', async () => {
    const { text } = await get(audit, '/v1/access-records.csv?act=read').expect(200);
    const [head = '', line = ''] = text.split('\r\n');
    expect(head).toContain('目的');
    expect(text).toMatch(/,getStanding,查看医师记分状况,/);
    expect(head).toMatch(/导出人,导出时间$/);
    expect(line).toMatch(/,[^,]+,2026-11-2\dT[\d:.]+Z$/);
    expect(text).toContain(`,${city.doctorId},`);
    expect(await newest()).toMatchObject({ operation: 'exportAccessRecords', act: 'export', doctorIds: [] });
  });

  it('is the only one, and is told of whom a record is by its id alone', async () => {
    for (const user of [city.doctor, city.auditor, city.officer, city.first.affairs]) {
      await get(user, '/v1/access-records').expect(403);
      await get(user, '/v1/access-records.csv').expect(403);
      await get(user, '/v1/right-checks').expect(403);
    }
    const { text } = await get(audit, `/v1/access-records?person=${city.reviewer.personId}`).expect(200);
    expect(text).toContain(city.doctorId);
    expect(text).not.toContain('张伟明');
    expect(text).not.toContain('110000000000001');
  });
});

describe('logging in', () => {
  it('is recorded with the account, whether it succeeds or not, and never with what was typed', async () => {
    await logIn(city.auditor.login, city.auditor.password).expect(200);
    const who = { personId: city.auditor.personId, accountId: city.auditor.accountId, act: 'account' };
    expect(await newest()).toMatchObject({ ...who, operation: 'logIn', outcome: 'done' });
    await logIn(city.auditor.login, 'not the password').expect(401);
    expect(await newest()).toMatchObject({ ...who, operation: 'logIn', outcome: 'refused' });
    await logIn('my secret password', 'in the wrong field').expect(401);
    const row = await newest();
    expect(row).toMatchObject({ operation: 'logIn', outcome: 'refused', personId: null, accountId: null });
    expect(JSON.stringify(row)).not.toContain('secret');
  });
});

describe('a right check', () => {
  it('is counted by client, doctor and hour and not listed; what was counted outlives a restart', async () => {
    const before = rowsInFile();
    const ask = (number: string, status: number) =>
      get(city.first.his, `/v1/prescribing-rights/${number}`).expect(status);
    const counts = async (user: TestUser, url: string) => (await get(user, url).expect(200)).body.items;
    await service.ports.rightChecks.flush();
    const first = await counts(city.doctor, '/v1/me/right-checks');
    const already = first[0]?.checks ?? 0;
    await ask('110000000000001', 200);
    await ask('110000000000001', 200);
    await get(city.first.his, `/v1/prescribing-rights?hospital=${city.first.hospitalId}&staffNo=A001`).expect(200);
    await ask('999999999999999', 404);
    await get(city.first.his, `/v1/prescribing-rights?hospital=${city.first.hospitalId}`).expect(200);
    expect(rowsInFile()).toBe(before);
    await service.ports.rightChecks.flush();
    service.clock.advanceMs(10 * 60_000);
    await ask('110000000000001', 200);
    await service.reopen();
    const name = (await service.ports.store.people.personById(city.first.his.personId))?.name;
    expect(await counts(city.doctor, '/v1/me/right-checks')).toMatchObject([
      { hour: '2026-11-20T02:00:00.000Z', checks: 1, name, doctorId: city.doctorId },
      { hour: '2026-11-20T01:00:00.000Z', checks: already + 3, name, doctorId: city.doctorId },
    ]);
    const url = `/v1/right-checks?account=${city.first.his.accountId}&limit=2`;
    const page = await get(audit, url).expect(200);
    const rest = await get(audit, page.body.links.next).expect(200);
    expect([...page.body.items, ...rest.body.items]).toMatchObject([
      { hour: '2026-11-20T02:00:00.000Z', doctorId: city.doctorId, checks: 1 },
      { doctorId: null, wholeList: false, checks: 1 },
      { doctorId: null, wholeList: true, checks: 1 },
      { doctorId: city.doctorId, checks: already + 3 },
    ]);
    // The audit administrator's two looks at the counts, and nothing else.
    expect(rowsInFile()).toBe(before + 2);
  });
});

describe('the time that it is kept', () => {
  it('is refused under six months', () => {
    expect(() => readConfig({ RX12_ACCESS_KEEP_DAYS: '183' })).toThrow('six months');
    expect(readConfig({ RX12_ACCESS_KEEP_DAYS: '184' }).accessKeepDays).toBe(184);
    expect(readConfig({}).accessKeepDays).toBeGreaterThanOrEqual(184);
  });
});
