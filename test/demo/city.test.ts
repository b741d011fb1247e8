import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemo } from '../../src/cli/demo.ts';
import { verify } from '../../src/cli/verify.ts';
import { realSurroundings } from '../../src/compose/folder.ts';
import { openService, type Service } from '../../src/compose/service.ts';
import { readConfig } from '../../src/config.ts';
import { logins } from '../../src/demo/announce.ts';
import { demoSeed } from '../../src/demo/build.ts';
import { planCity } from '../../src/demo/plan/city.ts';
import { servedFrom } from '../../src/demo/plan/days.ts';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { demoSizes } from '../../src/demo/plan/size.ts';
import { readTour } from '../../src/demo/tour.ts';
import { clockStartingAt } from '../../src/demo/world.ts';
import { logTo } from '../../src/logger.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import type { StateFilter } from '../../src/store/queries/deduction.ts';
import { logIn, logInClient } from '../../src/usecases/access/session.ts';
import { duties } from '../../src/usecases/appeals/duty.ts';
import type { Context } from '../../src/usecases/context.ts';
import { answerBytes, asJson } from '../../src/usecases/cost/cost-answer.ts';
import { costContextOf } from '../../src/usecases/cost/cost-door.ts';
import { trendQuestion } from '../../src/usecases/cost/question/cost-trend.ts';
import { deductions } from '../../src/usecases/deductions/deduction-list.ts';
import { recordFinding } from '../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm } from '../../src/usecases/deductions/deduction-step.ts';
import { leads } from '../../src/usecases/deductions/lead.ts';
import { ownStanding, standingOfDoctor } from '../../src/usecases/deductions/standing.ts';
import { openMerges } from '../../src/usecases/register/merge.ts';
import { rightStatus } from '../../src/usecases/rights/right.ts';
import { sanctionsDue } from '../../src/usecases/rights/sanction-list.ts';

const base = mkdtempSync(join(tmpdir(), 'rx12-city-'));
const [folder, again] = [join(base, 'one'), join(base, 'two')];
const quick = { memoryKiB: 64, passes: 1 };
/** On a machine that is busy with everything else. */
const buildMs = 60_000;
let service: Service;

beforeAll(async () => {
  await buildDemo(folder, demoSizes.small, () => {}, quick);
  const config = readConfig({ RX12_DATA: folder, RX12_LOG_LEVEL: 'silent' });
  service = await openService(config, logTo('silent'), { ...realSurroundings, clock: clockStartingAt(servedFrom) });
}, buildMs);
afterAll(async () => {
  await service.close();
  rmSync(base, { recursive: true, force: true });
});

/** Enters by the printed password and acts as whoever that is. */
async function as(login: string): Promise<Context> {
  const { ports } = service;
  const password = demoPassword(login);
  const entrance = login.startsWith('his')
    ? await logInClient(ports, { clientId: login, clientSecret: password, source: 'test' })
    : await logIn(ports, { login, password, source: 'test' });
  expect(entrance.use).toBe('full');
  const { personId, accountId } = entrance;
  return {
    ...ports,
    actor: { personId, accountId, grants: await ports.store.people.grantsOf(personId) },
    idempotency: undefined,
  };
}

describe('the plan of the whole city', () => {
  const plan = planCity(demoSizes.full, demoSeed);

  it('is as large as a city of its kind', () => {
    expect(plan.counties.length).toBeGreaterThanOrEqual(18);
    expect(plan.hospitals.filter(({ level }) => level > 1).length).toBeGreaterThanOrEqual(20);
    expect(plan.hospitals.reduce((sum, { wards }) => sum + wards.length, 0)).toBeGreaterThanOrEqual(400);
    expect(plan.doctors.length).toBeGreaterThanOrEqual(3_000);
    expect(new Set(plan.hospitals.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(4);
  });

  it('names nobody and nothing that is: hospitals say that they are a demonstration, licences begin as no real one does', () => {
    for (const { name } of plan.hospitals) expect(name).toContain('演示');
    for (const { licenceNo } of plan.doctors) expect(licenceNo).toMatch(/^990000\d{9}$/);
    expect(new Set(plan.doctors.map(({ licenceNo }) => licenceNo)).size).toBe(plan.doctors.length);
  });

  it('docks about as many doctors as the hospital that published it: a fifth of them in five months, the worst eight points', () => {
    const pilot = plan.findings.filter(({ hospital, recordedOn }) => hospital === 'h01' && recordedOn < '2025-06-01');
    const docked = pilot.flatMap(({ persons }) => persons.map(({ doctor }) => doctor));
    expect(new Set(docked).size / 420).toBeGreaterThan(0.1);
    expect(new Set(docked).size / 420).toBeLessThan(0.3);
    const times = Map.groupBy(docked, (doctor) => doctor);
    expect(Math.max(...[...times.values()].map((found) => found.length))).toBe(8);
  });

  it('hires, moves, promotes and lets go, and gives some a second post', () => {
    const careers = new Set(plan.doctors.map(({ career }) => career?.kind));
    expect([...careers].sort()).toEqual(['ends', 'leaves', 'moves', 'promoted', 'second-post', undefined].sort());
    expect(plan.doctors.some(({ joinsOn }) => joinsOn !== null)).toBe(true);
  });
});

describe('the city as it was built', () => {
  it('holds deductions in every state', async () => {
    const officer = await as('officer');
    const states: StateFilter[] = [
      'recorded',
      'stated',
      'acknowledged',
      'confirmed',
      'dismissed',
      'withdrawn',
      'lapsed',
    ];
    for (const state of [...states, 'confirmable' as const]) {
      const { items } = await deductions(officer, { state }, { limit: 1 });
      expect(items, state).not.toEqual([]);
    }
  });

  it('has doctors just below, at and above each threshold', async () => {
    const officer = await as('officer');
    const counted = new Set<number>();
    for (let number = 1; number <= 40; number += 1) {
      const licence = `9900000000000${String(number).padStart(2, '0')}`;
      const [holder] = await service.ports.store.doctors.byLicence(licence);
      if (holder === undefined) continue;
      const { standings } = await standingOfDoctor(officer, { doctorId: holder.doctorId, scheme: 'ganzhou-default' });
      for (const standing of standings) counted.add(standing.counted);
    }
    expect([...counted]).toEqual(expect.arrayContaining([2, 3, 5, 6, 8, 9, 11, 12]));
  });

  it('has leads that wait, were recorded and were set aside, and a merge that waits for its second person', async () => {
    const officer = await as('officer');
    for (const state of ['open', 'set-aside'] as const) {
      expect((await leads(officer, { state }, { limit: 1 })).items, state).not.toEqual([]);
    }
    expect(await openMerges(await as('affairs'))).toHaveLength(1);
  });

  it('is of hospitals that mostly work: nearly every decision was delivered, most of them in time, and few lie there', async () => {
    const decisions = planCity(demoSizes.full, demoSeed).findings.flatMap(({ persons }) =>
      persons.flatMap(({ life: { decision, delivery } }) =>
        decision?.kind === 'confirmed' ? [{ on: decision.on, deliveredOn: delivery?.on ?? null }] : [],
      ),
    );
    expect(decisions.length).toBeGreaterThan(1_000);
    // Whatever was decided within the last days may still be on its way.
    const late = decisions.filter(({ on, deliveredOn }) => deliveredOn === null && on < '2026-11-16');
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(decisions.length / 50);
    expect(late.filter(({ on }) => on < '2026-09-15')).toEqual([]);
    // The same of the city that was built: what is left to deliver is little, and some of it is late.
    const officer = await as('officer');
    const { items } = await duties(officer, { task: 'deliver' }, { limit: 1_000 });
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThan(20);
    const { hospitalId } = readTour(folder);
    expect(
      (await duties(await as('auditor'), { hospitalId, task: 'deliver' }, { limit: 1_000 })).items.length,
    ).toBeLessThan(10);
  });

  it('recomputes to what it says', async () => {
    expect(await verify(readConfig({ RX12_DATA: folder }), {}, () => {})).toBe(0);
  });
});

describe('whoever logs in', () => {
  it('has the role that was printed', async () => {
    const held = await Promise.all(
      logins.map(async ([login]) => (await as(login)).actor.grants.map(({ role }) => role).join()),
    );
    expect(held).toEqual([
      'auditor',
      'reviewer',
      'doctor',
      'department-head',
      'medical-affairs',
      'ethics-office',
      'hospital-account-manager',
      'his-client',
      'commission-officer',
      'commission-registrar',
      'appeal-panellist',
      'security-administrator',
      'system-administrator',
      'audit-administrator',
      'auditor',
    ]);
  });

  it('can do what the role is for at once: record, acknowledge, confirm, see what is left', async () => {
    const { hospitalId, doctor } = readTour(folder);
    const finding = {
      hospitalId,
      persons: [{ doctor: { staffNo: doctor.staffNo }, capacity: 'prescriber' as const }],
      occurredOn: '2026-11-12',
      setting: 'outpatient' as const,
      ...{ department: null, wardId: null, drugs: [], actRef: 'RX20261112-0042', reviewRef: null, sheets: 1 },
      circumstances: { responsibility: null, mitigating: [], aggravating: [] },
      ...{ evidence: [], remarks: '', source: 'prescription-review', externalDecision: null, leadId: null },
      items: [{ scheme: 'ganzhou-default', code: '2-1', points: null, pointsReason: null }],
    };
    const { id: deductionId } = await recordFinding(await as('auditor'), finding);
    const own = await as('doctor');
    await acknowledge(own, { deductionId });
    await confirm(await as('reviewer'), { deductionId, note: '' });
    const standing = (await ownStanding(own, {})).standings.find(({ schemeId }) => schemeId === 'ganzhou-default');
    expect(standing).toMatchObject({ counted: 4, left: 8 });
  });

  it('imposes what points have made due by the whole way to it, and lifts after training and exam', async () => {
    const officer = await as('officer');
    const answered = async (state: 'in-force' | 'done') =>
      (await sanctionsDue(officer, { state }, { limit: 500 })).items.flatMap(({ sanction }) =>
        sanction.duties.filter((duty) => duty.state === state && duty.measure !== null).map(() => sanction.due),
      );
    expect((await answered('in-force')).sort()).toEqual(['restriction', 'suspension']);
    expect(await answered('done')).toEqual(['suspension']);
  });

  it('finds a queue, a deduction that waits, rights of every status, and three figures of one trend', async () => {
    const { hospitalId, doctor, waitingDeductionId, suspendedLicenceNo, restrictedLicenceNo } = readTour(folder);
    const reviewer = await as('reviewer');
    expect((await deductions(reviewer, { hospitalId, state: 'confirmable' }, { limit: 1 })).items).not.toEqual([]);
    expect((await acknowledge(await as('doctor'), { deductionId: waitingDeductionId })).id).toBe(waitingDeductionId);
    const his = await as('his');
    const general = async (licenceNo: string) =>
      (await rightStatus(his, { licenceNo })).hospitals[0]?.rights.map(({ status }) => status);
    expect(await general(doctor.licenceNo)).toContain('active');
    expect(await general(restrictedLicenceNo)).toContain('restricted');
    expect(await general(suspendedLicenceNo)).toContain('suspended');
    const question = { measure: 'drugCostPerDischarge', version: null, scope: { kind: 'city' }, level: null } as const;
    const range = { grain: 'month', from: '2026-08', until: '2026-11', prices: null } as const;
    const context = await costContextOf(await as('officer'));
    const { bytes } = await answerBytes(context, trendQuestion, { ...question, ...range }, asJson());
    expect(new TextDecoder().decode(bytes)).toContain('"2026-10"');
  });
});

describe('one seed', () => {
  it('makes one city: the same entries, byte for byte', { timeout: buildMs }, async () => {
    await buildDemo(again, demoSizes.small, () => {}, quick);
    const roots = [folder, again].map((each) => {
      const connection = openSqlite(join(each, 'rx12.db'), 'read-only');
      const built = readTour(each).entries;
      const leaves = connection.prepare('select leaf from entry where seq < ? order by seq').pluck().all(built);
      connection.close();
      return Buffer.concat(leaves as Buffer[]).toString('base64');
    });
    expect(roots[0]).not.toBe('');
    expect(roots[1]).toBe(roots[0]);
  });
});
