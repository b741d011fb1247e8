import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileAppeal, rule, takeBackAppeal } from '../../../src/usecases/appeals/appeal.ts';
import { appealOf } from '../../../src/usecases/appeals/appeal-view.ts';
import { declareInterest } from '../../../src/usecases/appeals/interest.ts';
import { propose, reverse } from '../../../src/usecases/appeals/reversal.ts';
import { deductionById } from '../../../src/usecases/deductions/deduction-view.ts';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
let panel: TestUser[];
beforeAll(async () => {
  service = await startService({ listen: false });
  city = await deductionCity(service);
  const { hospitalId } = city.first;
  const panellist = () => service.user([{ role: 'appeal-panellist', scope: { kind: 'hospital', hospitalId } }]);
  panel = [await panellist(), await panellist(), await panellist()];
});
afterAll(() => service.close());

const chair = () => panel[0] ?? expect.fail('no panel');
const others = () => panel.slice(1).map(({ personId }) => personId);
const minutes = { ref: '复核纪要 1', sha256: 'a'.repeat(64), heldOn: '2026-11-20' };
const upheld = { outcome: 'upheld', items: [], reason: '…', minutes } as const;

/** What each of them can do with a deduction, without what anybody with the role always can. */
async function can(deductionId: string) {
  const of = async ({ context }: TestUser) => (await deductionById(context, deductionId)).deduction.can;
  return {
    doctor: await of(city.doctor),
    auditor: await of(city.auditor),
    reviewer: await of(city.reviewer),
    affairs: await of(city.first.affairs),
    officer: await of(city.officer),
  };
}

it('while it is open: the doctor answers, the recorder withdraws, another person decides', async () => {
  expect(await can(await recorded(city))).toEqual({
    doctor: ['state', 'acknowledge'],
    auditor: ['withdraw'],
    reviewer: ['dismiss'],
    affairs: ['dismiss', 'withdraw'],
    officer: [],
  });
});

it('once it is confirmed: delivery, appeal, what an authority decided, and reversal', async () => {
  const deductionId = await confirmed(city);
  expect(await can(deductionId)).toEqual({
    doctor: ['read', 'appeal', 'waive-appeal'],
    auditor: ['deliver', 'propose-reversal'],
    reviewer: ['deliver', 'propose-reversal'],
    affairs: ['deliver', 'record-outcome', 'propose-reversal'],
    officer: ['record-outcome'],
  });
  await fileAppeal(city.doctor.context, { deductionId, grounds: '有指征', attachments: [] });
  expect((await can(deductionId)).doctor).toEqual(['read', 'withdraw-appeal']);
  await takeBackAppeal(city.doctor.context, { deductionId });
  expect((await can(deductionId)).doctor).toEqual(['read']);
});

it('while an appeal is open: the panel that the scheme names rules, and nobody else', async () => {
  const deductionId = await confirmed(city);
  await fileAppeal(city.doctor.context, { deductionId, grounds: '有指征', attachments: [] });
  const ofPanellist = async () => (await appealOf(chair().context, deductionId)).can;
  expect(await ofPanellist()).toEqual(['rule']);
  expect((await can(deductionId)).officer).toEqual(['record-outcome']);
  const experts = await service.user([{ role: 'appeal-panellist', scope: { kind: 'city' } }]);
  expect((await appealOf(experts.context, deductionId)).can).toEqual([]);
  await rule(chair().context, { deductionId, ...upheld, memberIds: others() });
  expect(await ofPanellist()).toEqual([]);
  expect((await can(deductionId)).doctor).toEqual(['read', 'appeal', 'waive-appeal']);
});

it('of a proposed reversal: the second person confirms or drops it, the first only drops it; then nothing is left', async () => {
  const deductionId = await confirmed(city);
  await propose(city.reviewer.context, { deductionId, reason: '误录', document: null });
  const proposed = await can(deductionId);
  expect(proposed.reviewer).toEqual(['deliver', 'drop-reversal']);
  expect(proposed.affairs).toEqual(['deliver', 'record-outcome', 'confirm-reversal', 'drop-reversal']);
  expect(proposed.officer).toEqual(['record-outcome', 'confirm-reversal']);
  await reverse(city.first.affairs.context, { deductionId, note: '' });
  const left = await can(deductionId);
  expect(Object.values(left).flat()).not.toContain('confirm-reversal');
  expect([left.affairs, left.officer]).toEqual([['deliver'], []]);
});

it('is nothing official for somebody with a declared interest', async () => {
  const { hospitalId } = city.first;
  const recused = await service.user([{ role: 'reviewer', scope: { kind: 'hospital', hospitalId } }]);
  const open = await recorded(city);
  const found = await confirmed(city);
  const ofRecused = async (id: string) => (await deductionById(recused.context, id)).deduction.can;
  expect([await ofRecused(open), await ofRecused(found)]).toEqual([['dismiss'], ['deliver', 'propose-reversal']]);
  await declareInterest(recused.context, { doctorId: city.doctorId, hospitalId, reason: '配偶' });
  expect([await ofRecused(open), await ofRecused(found)]).toEqual([[], []]);
});
