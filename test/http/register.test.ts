import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDoctor, prescriber, type SmallCity, smallCity } from '../support/city.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';
import { xlsx } from '../support/xlsx.ts';

let service: TestService;
let city: SmallCity;

beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
});
afterAll(() => service.close());

describe('places over HTTP', () => {
  test('a hospital is registered, read with its ETag, changed on it, and the older ETag is refused', async () => {
    const created = await post(city.registrar, '/v1/hospitals', {
      name: '南区医院',
      regionId: city.cityId,
      level: 2,
      hospitalKind: 'general',
      monitored: false,
      from: '2020-01-01',
    });
    expect(created.status).toBe(201);
    const path = `/v1/hospitals/${created.body.id}`;
    const before = await get(city.officer, path);
    expect(before.body).toMatchObject({ name: '南区医院', level: 2, inForce: true, until: null });
    const change = (etag: string, level: number) =>
      service.http
        .patch(path)
        .set(city.registrar.bearer)
        .set('if-match', etag)
        .send({ from: '2027-01-01', set: { level } });
    expect((await change(before.headers.etag ?? '', 3)).status).toBe(200);
    const stale = await change(before.headers.etag ?? '', 1);
    expect(stale).toMatchObject({ status: 412, body: { code: 'ledger.stream-moved' } });
    expect((await get(city.officer, `${path}?asOf=2026-12-31`)).body.level).toBe(2);
    expect((await get(city.officer, `${path}?asOf=2027-01-01`)).body.level).toBe(3);
    const same = await change('"2"', 3);
    expect(same).toMatchObject({ status: 422, body: { code: 'hospital.unchanged' } });
    expect(same.body.detail).toContain('2027-01-01');
  });

  test('wards are listed, changed and ended; a code of another ward is refused', async () => {
    const { hospitalId, affairs } = city.first;
    const path = `/v1/hospitals/${hospitalId}/wards`;
    const facts = { name: '心内二病区', department: '心内科', specialty: '03.04 心血管内科专业' };
    const taken = await post(affairs, path, { ...facts, codes: ['０３０１'], from: '2020-01-01' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'ward.code-taken' } });
    const created = await post(affairs, path, { ...facts, codes: ['0302'], from: '2020-01-01' });
    expect(created.status).toBe(201);
    const ended = await post(affairs, `${path}/${created.body.id}/end`, {
      until: '2026-11-20',
      reason: '合并',
      intoId: city.first.wardId,
    });
    expect(ended.status).toBe(201);
    const names = async (query: string) =>
      (await get(affairs, `${path}${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names('?asOf=2026-11-19')).toContain('心内二病区');
    expect(await names('')).not.toContain('心内二病区');
    expect(await names('?ended=true')).toContain('心内二病区');
  });

  test('each sees the places in scope: a hospital itself, a county its own, the city all', async () => {
    const seen = async (user: TestUser) =>
      (await get(user, '/v1/hospitals')).body.items.map(({ hospitalId }: { hospitalId: string }) => hospitalId);
    expect(await seen(city.first.affairs)).toEqual([city.first.hospitalId]);
    expect(await seen(city.countyOfficer)).toEqual([city.second.hospitalId]);
    expect(await seen(city.officer)).toEqual(expect.arrayContaining([city.first.hospitalId, city.second.hospitalId]));
    expect((await get(city.first.affairs, '/v1/regions')).body.items).toHaveLength(2);
  });
});

describe('doctors over HTTP', () => {
  test('a doctor is registered once for one Idempotency-Key, found, changed and ended', async () => {
    const { affairs } = city.first;
    const body = newDoctor(city.first, { name: '梁十', licenceNo: '360200000000001', staffNo: 'H001' });
    const send = () =>
      service.http.post('/v1/doctors').set(affairs.bearer).set('idempotency-key', 'register-1').send(body);
    const [one, two] = [await send(), await send()];
    expect(one.status).toBe(201);
    expect(two.body).toEqual(one.body);
    const found = await get(affairs, `/v1/doctors?q=${encodeURIComponent('梁')}`);
    expect(found.body.items).toMatchObject([{ doctorId: one.body.id, name: '梁十', posts: [{ staffNo: 'H001' }] }]);
    const path = `/v1/doctors/${one.body.id}`;
    const change = await service.http
      .patch(path)
      .set(affairs.bearer)
      .send({ from: '2026-11-20', set: { title: '副主任医师' } });
    expect(change.status).toBe(200);
    expect((await get(affairs, path)).body).toMatchObject({ title: '副主任医师', mergedIds: [] });
    expect((await post(affairs, `${path}/end`, { until: '2026-11-20', reason: '退休' })).status).toBe(201);
  });

  test('pages are linked and give everybody once', async () => {
    const { affairs } = city.second;
    for (let n = 1; n <= 5; n += 1) {
      await prescriber(city.second, {
        name: `程${'一二三四五'[n - 1]}`,
        licenceNo: `36030000000000${n}`,
        staffNo: `C${n}`,
      });
    }
    const ids: string[] = [];
    let path: string | null = '/v1/doctors?q=cheng&limit=2';
    let pages = 0;
    while (path !== null) {
      const page = await get(affairs, path);
      ids.push(...page.body.items.map(({ doctorId }: { doctorId: string }) => doctorId));
      path = page.body.links.next;
      pages += 1;
      if (path !== null) expect(page.headers.link).toBe(`<${path}>; rel="next"`);
    }
    expect(pages).toBe(3);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toHaveLength(5);
    const wrong = await get(affairs, '/v1/doctors?cursor=nonsense');
    expect(wrong).toMatchObject({ status: 400, body: { code: 'form.cursor' } });
  });

  test('a record of another hospital is answered byte for byte as one that does not exist', async () => {
    const id = await prescriber(city.second, { licenceNo: '360300000000077', staffNo: 'C77' });
    const [other, none] = [
      await get(city.first.affairs, `/v1/doctors/${id}`),
      await get(city.first.affairs, '/v1/doctors/doc_nobody'),
    ];
    expect(other.status).toBe(404);
    expect(stable(other.text)).toBe(stable(none.text));
  });

  test('a list is imported from CSV and XLSX, and a bad row is told in the caller’s language', async () => {
    const { affairs, hospitalId } = city.first;
    const path = `/v1/doctors/import?hospital=${hospitalId}`;
    const head = '姓名,工号,执业证书编码,职称,科室,抗菌药物分级,执业日期,执业范围';
    const upload = (query: string, type: string, body: string | Buffer) =>
      service.http
        .post(`${path}${query}`)
        .set(affairs.bearer)
        .set('content-type', type)
        .set('accept-language', 'en')
        .send(body);
    const row = '韩一,K001,360400000000001,主治医师,心内科,限制,2015-06-01,内科专业';
    const dry = await upload('&dryRun=true', 'text/csv', `${head}\n${row}\n`);
    expect(dry).toMatchObject({ status: 200, body: { outcome: 'dry-run', registered: 1, positions: null } });
    const bad = await upload('', 'text/csv', `${head}\n${row}\n${row.replace('限制', '重').replace('K001', 'K002')}\n`);
    expect(bad).toMatchObject({ status: 422, body: { code: 'import.refused' } });
    expect(JSON.stringify(bad.body)).toContain('Write none, unrestricted, restricted or special.');
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const sheet = xlsx([head.split(','), row.split(',').map((cell, at) => (at === 2 ? Number(cell) : cell))]);
    // supertest would spell a Buffer as JSON for a type it does not know.
    const done = await fetch(`${service.baseUrl}${path}`, {
      method: 'POST',
      headers: { ...affairs.bearer, 'content-type': type },
      body: new Uint8Array(sheet),
    });
    expect(done.status).toBe(200);
    expect(await done.json()).toMatchObject({ outcome: 'imported', registered: 1 });
    const hostile = await fetch(`${service.baseUrl}${path}`, {
      method: 'POST',
      headers: { ...affairs.bearer, 'content-type': type },
      body: new Uint8Array(sheet.subarray(0, 300)),
    });
    expect(hostile.status).toBe(422);
    expect(await hostile.json()).toMatchObject({ code: 'file.xlsx-broken' });
  });
});

describe('rights and merges over HTTP', () => {
  test('a right is granted, suspended and lifted, and a HIS sees each at once, by licence and by staff number', async () => {
    const { affairs, his, hospitalId } = city.first;
    const body = newDoctor(city.first, { licenceNo: '360500000000001', staffNo: 'R001' });
    const { id } = (await post(affairs, '/v1/doctors', body)).body;
    const status = async () => {
      const byLicence = await get(his, '/v1/prescribing-rights/360500000000001');
      const byStaffNo = await get(his, `/v1/prescribing-rights?hospital=${hospitalId}&staffNo=R001`);
      expect(byStaffNo.body).toEqual(byLicence.body);
      expect(byLicence.body.validUntil).toBe('2026-11-20T01:05:00.000Z');
      return byLicence.body.hospitals[0].rights.find(({ kind }: { kind: string }) => kind === 'general').status;
    };
    expect(await status()).toBe('no-grant');
    const right = { hospitalId, rightKind: 'general', from: '2026-01-01', document: null };
    expect((await post(affairs, `/v1/doctors/${id}/rights`, right)).status).toBe(201);
    expect(await status()).toBe('active');
    const taken = await post(affairs, `/v1/doctors/${id}/measures`, {
      hospitalId,
      measure: 'suspended',
      rightKinds: ['general'],
      from: '2026-11-20',
      until: null,
      legalBasis: 'periodic-assessment',
      reason: '离岗培训',
      document: null,
    });
    expect(taken.status).toBe(201);
    expect(await status()).toBe('suspended');
    const lift = { hospitalId, from: '2026-11-20', reason: '考试合格', document: null };
    expect((await post(affairs, `/v1/doctors/${id}/measures/${taken.body.id}/lift`, lift)).status).toBe(201);
    expect(await status()).toBe('active');
    const rights = await get(affairs, `/v1/doctors/${id}/rights`);
    expect(rights.body.measures).toMatchObject([{ liftedFrom: '2026-11-20', reason: '离岗培训' }]);
    expect((await get(his, `/v1/doctors/${id}/rights`)).status).toBe(403);
    expect((await get(city.second.his, '/v1/prescribing-rights/360500000000001')).status).toBe(404);
  });

  test('a hospital’s list is paged, and the next one holds only what changed', async () => {
    const { his, affairs, hospitalId } = city.second;
    const id = await prescriber(city.second, { licenceNo: '360500000000002', staffNo: 'R002' });
    const read = async (query: string) => {
      const items: { licenceNo: string }[] = [];
      let path: string | null = `/v1/prescribing-rights?hospital=${hospitalId}&limit=2${query}`;
      let changedSince = '';
      while (path !== null) {
        const page = await get(his, path);
        expect(page.status).toBe(200);
        items.push(...page.body.items);
        changedSince = page.body.changedSince;
        path = page.body.links.next;
      }
      return { licences: items.map(({ licenceNo }) => licenceNo), changedSince };
    };
    const whole = await read('');
    expect(whole.licences).toContain('360500000000002');
    expect((await read(`&changedSince=${whole.changedSince}`)).licences).toEqual([]);
    const herbal = { hospitalId, rightKind: 'herbal', from: '2026-11-20', document: null };
    await post(affairs, `/v1/doctors/${id}/rights`, herbal);
    expect((await read(`&changedSince=${whole.changedSince}`)).licences).toEqual(['360500000000002']);
  });

  test('a merge is previewed, proposed and confirmed by another person', async () => {
    const keep = await prescriber(city.first, { licenceNo: '360600000000001', staffNo: 'X001' });
    const duplicate = await prescriber(city.second, { licenceNo: '360600000000002', staffNo: 'X002' });
    const other = await service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }]);
    const preview = await get(city.registrar, `/v1/merges/preview?doctor=${keep}&duplicate=${duplicate}`);
    expect(preview.body).toMatchObject({ recordIds: [keep, duplicate], clashes: [{ field: 'licenceNo' }] });
    const proposal = { doctorId: keep, duplicateId: duplicate, reason: '同一人' };
    const { id } = (await post(city.registrar, '/v1/merges', proposal)).body;
    expect((await get(other, '/v1/merges')).body.items).toMatchObject([{ mergeId: id, state: 'proposed' }]);
    const own = await service.http.post(`/v1/merges/${id}/confirm`).set(city.registrar.bearer);
    expect(own).toMatchObject({ status: 409, body: { code: 'merge.same-person' } });
    expect((await service.http.post(`/v1/merges/${id}/confirm`).set(other.bearer)).status).toBe(201);
    expect((await get(other, `/v1/merges/${id}`)).body).toMatchObject({ merge: { state: 'confirmed' }, preview: null });
  });
});

test('the tables of the register are what a rebuild from the ledger gives', async () => {
  expect(await service.wrong()).toEqual([]);
});

function get(user: TestUser, path: string) {
  return service.http.get(path).set(user.bearer);
}

function post(user: TestUser, path: string, body: object) {
  return service.http.post(path).set(user.bearer).send(body);
}

/** Without what names the one request. */
function stable(text: string): string {
  return text.replace(/req_[a-z0-9]+/g, '').replace(/"instance":"[^"]*"/, '');
}
