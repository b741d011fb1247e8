import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backup } from '../../src/backup/backup.ts';
import { restore } from '../../src/backup/restore.ts';
import { acceptRestoredLedger } from '../../src/cli/log.ts';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { checkComplete, openHead } from '../../src/core/ledger/head.ts';
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
import { closeLead, postLead } from '../../src/usecases/deductions/lead.ts';
import { confirmOpening, recordOpening } from '../../src/usecases/deductions/opening.ts';
import { ownHeads, ownReceipts } from '../../src/usecases/deductions/receipt.ts';
import { prescriber } from '../support/city.ts';
import { sql } from '../support/database.ts';
import { asDoctor, confirmed, type DeductionCity, deductionCity, found } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

/** Stands in everything that somebody wrote about the deduction, and nowhere else. */
const canary = 'KANARIENVOGEL';
/** Stands in what belongs to the whole cycle: a credit and a balance from paper. */
const lateCanary = 'NACHTIGALL';
/** The same of a doctor about whom nothing was ever found. */
const loneCanary = 'SPERLING';

let service: TestService;
let city: DeductionCity;
let deductionId: string;
let loneId: string;
let keptId: string;
let leadId: string;
let receipts: { readonly files: readonly string[]; readonly vkeys: readonly string[] };
let older: string;
const data = () => join(service.folder, 'data');
const config = () => readConfig({ RX12_DATA: data() });
const target = () => join(service.folder, 'backups');

/** A credit and a balance from paper, both confirmed, in November 2026. */
async function carryOver(doctorId: string, text: string): Promise<void> {
  const place = { doctorId, hospitalId: city.first.hospitalId, scheme: 'ganzhou-default' };
  const activity = { ...place, activity: text, doneOn: '2026-11-10', evidence: [] };
  const { id: creditId } = await recordCredit(city.auditor.context, activity);
  await confirmCredit(city.reviewer.context, { ...place, creditId, note: text });
  const document = { ref: text, note: null, sha256: null };
  const balance = { ...place, points: 1, carriedOn: '2026-11-01', document, reason: text };
  const { id: openingId } = await recordOpening(city.auditor.context, balance);
  await confirmOpening(city.reviewer.context, { ...place, openingId, note: text });
}

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
  await carryOver(city.doctorId, lateCanary);
  loneId = await prescriber(city.first, { staffNo: 'B001', licenceNo: '110000000000002' });
  await carryOver(loneId, loneCanary);
  const hit = { hospitalId, doctor: { staffNo: 'B001' }, source: 'his-hit', occurredOn: '2026-11-02' } as const;
  const said = { actRef: loneCanary, code: null, text: loneCanary };
  const { id: loneLead } = await postLead(city.auditor.context, { ...hit, ...said });
  const none = { outcome: 'set-aside', deductionId: null, reason: loneCanary } as const;
  await closeLead(city.auditor.context, { leadId: loneLead, ...none });
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
    const lone = await post(affairs, `/v1/doctors/${loneId}/erasure`, { reason: '保存期已满' }).expect(409);
    expect(lone.body.code).toBe('erasure.remainder-none');
    const { body: listed } = await service.http.get(`/v1/doctors/${loneId}/erasures`).set(affairs.bearer).expect(200);
    expect(listed).toEqual({ items: [], outlived: [] });
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

describe('erasing what outlived a doctor of whom no deduction was ever erased', () => {
  const path = () => `/v1/doctors/${loneId}/erasure`;
  const list = async () => {
    const officer = await service.user([{ role: 'commission-officer', scope: { kind: 'city' } }]);
    return (
      await service.http
        .get(`${path().slice(0, -7)}erasures`)
        .set(officer.bearer)
        .expect(200)
    ).body;
  };

  it('is due once its time is over, and takes an office that proposes and another person who confirms', async () => {
    // Credit, balance and lead, two entries each.
    expect((await list()).outlived).toHaveLength(6);
    expect(filesWith(loneCanary)).not.toEqual([]);
    const [affairs, registrar, second] = [
      await office('medical-affairs'),
      await office('commission-registrar'),
      await office('commission-registrar'),
    ];
    const auditor = await service.user([{ role: 'auditor', scope: { kind: 'city' } }]);
    await post(auditor, path(), { reason: '保存期已满' }).expect(403);
    await post(city.second.affairs, path(), { reason: '保存期已满' }).expect(401);
    await post(affairs, path(), { reason: '保存期已满' }).expect(201);
    await post(affairs, `${path()}/confirmation`, {}).expect(403);
    await post(registrar, `${path()}/refusal`, { reason: '清册缺页' }).expect(201);
    await post(registrar, path(), { reason: '保存期已满' }).expect(201);
    const alone = await post(registrar, `${path()}/confirmation`, {}).expect(403);
    expect(alone.body.code).toBe('erasure.remainder-one-person');
    await post(second, `${path()}/confirmation`, { note: '清册核对无误' }).expect(201);
    const { items, outlived } = await list();
    expect(outlived).toEqual([]);
    expect(items).toMatchObject([
      { deductionId: null, state: 'dropped' },
      { deductionId: null, state: 'erased', erased: { on: '2032-01-01', retainedUntil: '2032-01-01' } },
    ]);
    expect(items[1].erased.positions).toHaveLength(6);
  });

  it('leaves nothing of it in any file, no row, and the proofs', async () => {
    expect(filesWith(loneCanary)).toEqual([]);
    const officer = await service.user([{ role: 'commission-officer', scope: { kind: 'city' } }]);
    const get = (of: string) => service.http.get(of).set(officer.bearer).expect(200);
    expect((await get('/v1/credits')).body.items).toEqual([]);
    expect((await get('/v1/leads')).body.items).toEqual([]);
    const { standings } = (await get(`/v1/doctors/${loneId}/standing?asOf=2026-12-31`)).body;
    expect(standings[0]).toMatchObject({ left: 12, counted: 0, credited: 0 });
    await service.publisher.publish();
    const { exit, text } = await verified();
    expect(text).not.toContain('does not follow');
    expect(exit).toBe(0);
  });

  it('leaves the doctor able to show that nothing else is missing: the order accounts for what is gone', async () => {
    const self = { ...service.ports, actor: (await asDoctor(service, loneId)).context.actor, idempotency: undefined };
    const { items, vkeys } = await ownReceipts(self, { after: -1, limit: 100 });
    const keys = vkeys.map((vkey) => parseVkey(sha256, vkey));
    const { heads } = await ownHeads(self);
    const head = openHead(nodeCrypto, heads[0]?.statement ?? '', keys);
    const checked = items.map(({ file }) => checkReceipt(nodeCrypto, parseReceipt(nodeCompression, file), keys));
    expect(checked.length).toBe(head.n - 4);
    checkComplete(head, checked);
    const without = (kind: string) => checked.filter(({ entry }) => entry.event.kind !== kind);
    expect(() => checkComplete(head, without('erasure.confirmed'))).toThrow('receipts.missing');
    expect(() => checkComplete(head, without('doctor.registered'))).toThrow('receipts.missing');
    // What the order states is checked by whoever comes after: another link breaks the chain.
    const forged = checked.map((receipt) => {
      const { event } = receipt.entry;
      if (event.kind !== 'erasure.confirmed') return receipt;
      const erased = event.erased.map((each) => ({ ...each, link: 'f'.repeat(64) }));
      return { ...receipt, entry: { ...receipt.entry, event: { ...event, erased } } };
    });
    expect(() => checkComplete(head, forged)).toThrow('receipts.link');
  });

  it('is told to the doctor', async () => {
    const self = await asDoctor(service, loneId);
    const { items } = await inbox(
      { ...service.ports, actor: self.context.actor, idempotency: undefined },
      {},
      { limit: 100 },
    );
    expect(items.filter(({ meaning }) => meaning === 'erasure.confirmed')).toMatchObject([
      { doctorId: loneId, deductionId: null, unread: true },
    ]);
  });

  it('is done again to what is restored from a backup from before', async () => {
    expect(readFileSync(join(older, 'rx12.db')).includes(loneCanary)).toBe(true);
    const { folder } = await restored('lone', ['erased.jsonl']);
    expect(filesWith(loneCanary, folder)).toEqual([]);
  });
});
