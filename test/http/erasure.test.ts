import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup } from '../../src/backup/backup.ts';
import { restore } from '../../src/backup/restore.ts';
import { acceptRestoredLedger } from '../../src/cli/log.ts';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { parseVkey } from '../../src/core/ledger/note.ts';
import { checkReceipt, parseReceipt } from '../../src/core/ledger/receipt.ts';
import { sha256 } from '../../src/hashing.ts';
import { nodeCompression, nodeCrypto } from '../../src/log/node-crypto.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { waive } from '../../src/usecases/appeals/appeal.ts';
import { inbox, readInboxItem } from '../../src/usecases/appeals/inbox.ts';
import { confirmCredit, recordCredit } from '../../src/usecases/deductions/credit.ts';
import { recordFinding } from '../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm, stateOn } from '../../src/usecases/deductions/deduction-step.ts';
import { postLead } from '../../src/usecases/deductions/lead.ts';
import { confirmOpening, recordOpening } from '../../src/usecases/deductions/opening.ts';
import { sql } from '../support/database.ts';
import { confirmed, type DeductionCity, deductionCity, found } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

/** Stands in everything that somebody wrote about the deduction, and nowhere else. */
const canary = 'KANARIENVOGEL';
/** Stands in what belongs to the whole cycle: a credit and a balance from paper. */
const lateCanary = 'NACHTIGALL';

let service: TestService;
let city: DeductionCity;
let deductionId: string;
let keptId: string;
let leadId: string;
let receipts: { readonly files: readonly string[]; readonly vkeys: readonly string[] };
let older: string;
const data = () => join(service.folder, 'data');
const config = () => readConfig({ RX12_DATA: data() });
const target = () => join(service.folder, 'backups');

/** The files of the data folder in which the text stands, as bytes. */
function filesWith(text: string, folder = data()): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
    .map((path) => path.slice(folder.length + 1));
}

async function verified(settings = config()): Promise<{ exit: number; text: string }> {
  const lines: string[] = [];
  const exit = await verify(settings, {}, (line) => lines.push(line));
  return { exit, text: lines.join('\n') };
}

let surroundings: Parameters<typeof acceptRestoredLedger>[0]['surroundings'];
beforeAll(async () => {
  service = await startService();
  surroundings = { clock: service.clock, randomBytes };
  city = await deductionCity(service);
  const { hospitalId } = city.first;
  const doctor = { staffNo: 'A001' };
  leadId = (
    await postLead(city.auditor.context, {
      hospitalId,
      doctor,
      source: 'his-hit',
      occurredOn: '2026-11-02',
      actRef: `lead ${canary}`,
      code: null,
      text: canary,
    })
  ).id;
  deductionId = (await recordFinding(city.auditor.context, found(city, { remarks: canary, leadId, actRef: canary })))
    .id;
  await stateOn(city.doctor.context, { deductionId, text: `${canary} 有指征`, attachments: [] });
  await acknowledge(city.doctor.context, { deductionId }).catch(() => undefined);
  await confirm(city.reviewer.context, { deductionId, note: canary });
  keptId = await confirmed(city, {
    items: [{ scheme: 'ganzhou-default', code: '1-1', points: null, pointsReason: null }],
  });
  const place = { doctorId: city.doctorId, hospitalId, scheme: 'ganzhou-default' };
  const activity = { ...place, activity: lateCanary, doneOn: '2026-11-10', evidence: [] };
  const { id: creditId } = await recordCredit(city.auditor.context, activity);
  await confirmCredit(city.reviewer.context, { ...place, creditId, note: lateCanary });
  const document = { ref: lateCanary, note: null, sha256: null };
  const balance = { ...place, points: 1, carriedOn: '2026-11-01', document, reason: lateCanary };
  const { id: openingId } = await recordOpening(city.auditor.context, balance);
  await confirmOpening(city.reviewer.context, { ...place, openingId, note: lateCanary });
  service.clock.advanceMs(1_000);
  const { body } = await service.http.get(`/v1/deductions/${deductionId}/receipts`).set(city.doctor.bearer).expect(200);
  receipts = { files: body.items.map((item: { file: string }) => item.file), vkeys: body.vkeys };
  const [decision] = (await service.http.get('/v1/inbox').set(city.doctor.bearer).expect(200)).body.items.filter(
    (item: { deductionId: string; delivers: boolean }) => item.deductionId === deductionId && item.delivers,
  );
  await readInboxItem(city.doctor.context, decision.position);
  await waive(city.doctor.context, { deductionId });
}, 60_000);
afterAll(() => service.close());

const post = (user: TestUser, path: string, body: object) => service.http.post(path).set(user.bearer).send(body);
const at = (path = '') => `/v1/deductions/${deductionId}/erasure${path}`;
const office = (role: 'medical-affairs' | 'commission-registrar') =>
  service.user([
    {
      role,
      scope: role === 'medical-affairs' ? { kind: 'hospital', hospitalId: city.first.hospitalId } : { kind: 'city' },
    },
  ]);

/** A data folder of which the ledger is lost, with the keys, the lock and these files left. */
async function restored(name: string, left: readonly string[]) {
  const folder = join(service.folder, name);
  mkdirSync(folder);
  cpSync(join(data(), 'keys'), join(folder, 'keys'), { recursive: true });
  for (const file of ['checkpoint.lock', ...left]) copyFileSync(join(data(), file), join(folder, file));
  const settings = readConfig({ RX12_DATA: folder });
  const { erasedAgain } = await restore(settings, service.clock, older);
  return { folder, settings, erasedAgain };
}

describe('erasing a deduction', () => {
  it('is refused on the last day of its retention', async () => {
    service.clock.set('2031-12-31T15:59:59.000Z');
    const affairs = await office('medical-affairs');
    const { body } = await post(affairs, at(), { reason: '保存期已满' }).expect(409);
    expect(body).toMatchObject({ code: 'erasure.too-early', parameters: { retainedUntil: '2032-01-01' } });
  });

  it('takes an office that proposes and another person who confirms', async () => {
    service.clock.set('2031-12-31T16:00:00.000Z');
    const [affairs, registrar, second] = [
      await office('medical-affairs'),
      await office('commission-registrar'),
      await office('commission-registrar'),
    ];
    await post(affairs, at('/confirmation'), {}).expect(403);
    await post(registrar, at(), { reason: '保存期已满' }).expect(201);
    expect((await post(registrar, at('/confirmation'), {}).expect(403)).body.code).toBe('erasure.one-person');
    ({ folder: older } = await backup(config(), service.clock, { target: target(), withKeys: false }));
    expect(filesWith(canary)).toContain('rx12.db-wal');
    const before = await service.ports.store.ledger.size();
    await post(second, at('/confirmation'), { note: '清册核对无误' }).expect(201);
    expect(await service.ports.store.ledger.size()).toBe(before + 1);
  });

  it('leaves nothing of it in any file of the data folder', () => {
    expect(filesWith(canary)).toEqual([]);
    expect(filesWith('erasure.confirmed')).not.toEqual([]);
  });

  it('leaves no row of it, and everything else as it was', async () => {
    const auditor = await service.user([
      { role: 'auditor', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } },
    ]);
    const get = (path: string) => service.http.get(path).set(auditor.bearer);
    await get(`/v1/deductions/${deductionId}`).expect(404);
    await get(`/v1/leads/${leadId}`).expect(404);
    const list = await get('/v1/deductions').expect(200);
    expect(list.body.items.map((item: { deductionId: string }) => item.deductionId)).toEqual([keptId]);
    const standing = await get(`/v1/doctors/${city.doctorId}/standing?asOf=2026-12-31`).expect(200);
    expect(standing.body.standings[0].left).toBe(12);
    await get(`/v1/doctors/${city.doctorId}/sanctions`).expect(200);
    const officer = await service.user([{ role: 'commission-officer', scope: { kind: 'city' } }]);
    const { body } = await service.http.get(`/v1/doctors/${city.doctorId}/erasures`).set(officer.bearer).expect(200);
    expect(body.items).toMatchObject([
      { deductionId, state: 'erased', erased: { on: '2032-01-01', retainedUntil: '2032-01-01' } },
    ]);
    expect(body.items[0].erased.positions.length).toBeGreaterThan(5);
    await post(officer, at(), { reason: '再次' }).expect(403);
    const registrar = await office('commission-registrar');
    await post(registrar, at(), { reason: '再次' }).expect(404);
  });

  it('leaves the proofs: receipts given before still verify, and verify says which entry erased what', async () => {
    const keys = receipts.vkeys.map((vkey) => parseVkey(sha256, vkey));
    expect(receipts.files.length).toBeGreaterThan(2);
    for (const file of receipts.files) {
      expect(checkReceipt(nodeCrypto, parseReceipt(nodeCompression, file), keys).level).toBe('signed');
    }
    await service.publisher.publish();
    const { exit, text } = await verified();
    expect(text).toMatch(/^ok: \d+ entries, \d+ erased/);
    expect(text).toMatch(/^erased by entry \d+: \d+(, \d+){5,}$/m);
    expect(exit).toBe(0);
    await service.reopen();
    expect((await verified()).exit).toBe(0);
  });

  it('cannot be done to the file without the entry that orders it', () => {
    const path = join(data(), 'rx12.db');
    const size = openSqlite(path, 'read-only');
    const last = size.prepare<[], number>('select max(seq) from entry').pluck().get() ?? 0;
    size.close();
    expect(() => sql(path, 'delete from entry_body where seq = 3')).toThrow('only deleted by an erasure');
    expect(() => sql(path, `insert into erasure (seq, erased_by) values (3, ${last - 1})`)).toThrow('with the entry');
  });
});

describe('a backup from before the erasure', () => {
  it('has the text, and restoring it erases it again', async () => {
    expect(readFileSync(join(older, 'rx12.db')).includes(canary)).toBe(true);
    const erased = /^erased by entry \d+: (.*)$/m.exec((await verified()).text)?.[1]?.split(', ') ?? [];
    const { folder, settings, erasedAgain } = await restored('again', ['erased.jsonl']);
    expect(erasedAgain).toBe(erased.length);
    expect(filesWith(canary, folder)).toEqual([]);
    await acceptRestoredLedger({ config: settings, surroundings }, { reason: '演练', by: '信息科' }, () => {});
    const after = await verified(settings);
    expect(after.exit).toBe(0);
    expect(after.text).toContain(`: ${erased.join(', ')}`);
  });

  it('brings the text back where the register of what was erased is lost too', async () => {
    const { folder, erasedAgain } = await restored('lost', []);
    expect(erasedAgain).toBe(0);
    expect(filesWith(canary, folder)).toEqual(['rx12.db']);
  });
});

describe('erasing the last deduction of its cycle', () => {
  /** The doctor, whose login of years ago is over. */
  const doctor = () => ({ ...service.ports, actor: city.doctor.context.actor, idempotency: undefined });
  const told = async (unread?: boolean) => (await inbox(doctor(), { unread }, { limit: 100 })).items;

  it('takes along the credits and balances of the cycle, which stayed until then; the ledger still verifies', async () => {
    expect(filesWith(lateCanary)).not.toEqual([]);
    const decision = (await told()).find((item) => item.deductionId === keptId && item.delivers);
    await readInboxItem(doctor(), decision?.position ?? -1);
    await waive(doctor(), { deductionId: keptId });
    const [registrar, second] = [await office('commission-registrar'), await office('commission-registrar')];
    const path = `/v1/deductions/${keptId}/erasure`;
    await post(registrar, path, { reason: '保存期已满' }).expect(201);
    await post(second, `${path}/confirmation`, { note: '' }).expect(201);
    expect(filesWith(lateCanary)).toEqual([]);
    await service.publisher.publish();
    const { exit, text } = await verified();
    expect(text).not.toContain('does not follow');
    expect(exit).toBe(0);
  });

  it('is done again to what is restored from a backup from before', async () => {
    expect(readFileSync(join(older, 'rx12.db')).includes(lateCanary)).toBe(true);
    const { folder } = await restored('late', ['erased.jsonl']);
    expect(filesWith(lateCanary, folder)).toEqual([]);
  });

  it('is told to the doctor, and can be marked read', async () => {
    const erasures = async (unread?: boolean) =>
      (await told(unread)).filter(({ meaning }) => meaning === 'erasure.confirmed');
    const [newest, older, ...more] = await erasures();
    expect(more).toEqual([]);
    expect(newest).toMatchObject({ deductionId: null, doctorId: city.doctorId, unread: true, delivers: false });
    await readInboxItem(doctor(), newest?.position ?? -1);
    expect(await erasures(true)).toEqual([older]);
  });
});
