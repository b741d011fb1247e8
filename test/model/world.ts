import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessGrant, Role } from '../../src/core/register/people/access.ts';
import { deliver, fileAppeal, rule, waive } from '../../src/usecases/appeals/appeal.ts';
import { inbox, readInboxItem } from '../../src/usecases/appeals/inbox.ts';
import { propose, reverse } from '../../src/usecases/appeals/reversal.ts';
import type { Context } from '../../src/usecases/context.ts';
import { absent } from '../../src/usecases/context.ts';
import { confirmCredit, recordCredit } from '../../src/usecases/deductions/credit.ts';
import { recordFinding } from '../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm, dismiss, stateOn, withdraw } from '../../src/usecases/deductions/deduction-step.ts';
import { loadCalendar } from '../../src/usecases/register/calendar.ts';
import { liftMeasure } from '../../src/usecases/rights/right-change.ts';
import { holdTalk, imposeSanction, putHold, recordRequirement } from '../../src/usecases/rights/sanction.ts';
import { fresh, prescriber, type SmallCity, smallCity } from '../support/city.ts';
import { adopt } from '../support/deductions.ts';
import { startService, type TestService } from '../support/service.ts';
import type { Command, Who } from './model.ts';
import { dayMs } from './sums.ts';

/** The real service with a hospital under the tiny scheme; between runs it can be set back to the day it was founded. */
export interface World {
  readonly service: TestService;
  readonly city: SmallCity;
  readonly staff: Readonly<Record<'a' | 'b' | 'c', string>>;
  /** Opens the files as they were founded, and sets the clock back with them. */
  setBack(): Promise<void>;
  /** Loses the process without closing anything, and opens what is on the disk. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** Holidays are left out, or the model would be mostly a table of them. */
const calendarYears = { from: 2024, until: 2046 };
const foundedAt = '2026-11-20T01:00:00.000Z';

export async function foundWorld(): Promise<World> {
  const service = await startService({ listen: false });
  const city = await smallCity(service);
  for (let year = calendarYears.from; year < calendarYears.until; year += 1) {
    await loadCalendar(city.registrar.context, { year, source: '…', holidays: [], makeUpWorkdays: [] });
  }
  await adopt(city.registrar.context, city.cityId, 'tiny-2026.yaml');
  const staff = { a: '', b: '', c: '' };
  const scope = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
  for (const who of ['a', 'b', 'c'] as const) {
    staff[who] = (await service.user(staffRoles.map((role) => ({ role, scope })))).personId;
  }
  const data = join(service.folder, 'data');
  const founded = join(service.folder, 'founded');
  const crashed = join(service.folder, 'crashed');
  const replaceBy = (copy: string) => () => {
    rmSync(data, { recursive: true });
    cpSync(copy, data, { recursive: true });
  };
  await service.reopen(() => cpSync(data, founded, { recursive: true }));
  return {
    service,
    city,
    staff,
    setBack: async () => {
      await service.reopen(replaceBy(founded));
      service.clock.set(foundedAt);
    },
    crash: async () => {
      rmSync(crashed, { recursive: true, force: true });
      cpSync(data, crashed, { recursive: true });
      await service.reopen(replaceBy(crashed));
    },
    close: () => service.close(),
  };
}

const staffRoles: readonly Role[] = ['medical-affairs', 'auditor', 'reviewer', 'appeal-panellist'];

/** One doctor in the world, and where the model's numbers are found there. */
export interface Subject {
  readonly world: World;
  readonly doctorId: string;
  readonly licenceNo: string;
  readonly deductionIds: string[];
  readonly creditIds: string[];
  readonly measureIds: Map<number, string>;
}

export async function newSubject(world: World): Promise<Subject> {
  const { service, city } = world;
  const context = { ...service.ports, actor: city.first.affairs.context.actor, idempotency: undefined };
  const registered = fresh(city.first);
  const doctorId = await prescriber({ ...city.first, affairs: { ...city.first.affairs, context } }, registered);
  return { world, doctorId, licenceNo: registered.licenceNo, deductionIds: [], creditIds: [], measureIds: new Map() };
}

export function contextOf({ world, doctorId }: Subject, who: Who): Context {
  const { service, city, staff } = world;
  const personId = who === 'doctor' ? doctorId : staff[who];
  const always = { personId, category: null, from: '2000-01-01', until: null };
  const hospital = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
  const grants: AccessGrant[] = staffRoles.map((role) => ({ ...always, grantId: `g-${role}`, role, scope: hospital }));
  if (who === 'doctor') grants.unshift({ ...always, grantId: 'g', role: 'doctor', scope: { kind: 'self', doctorId } });
  return { ...service.ports, actor: { personId, accountId: `acc-${who}`, grants }, idempotency: undefined };
}

/** Does it with the real use case. @throws what the service refuses. */
export async function perform(subject: Subject, command: Command, today: number): Promise<void> {
  const context = contextOf(subject, 'by' in command ? command.by : 'doctor');
  const { deductionIds, creditIds, measureIds, doctorId, world } = subject;
  const { hospitalId } = world.city.first;
  const deductionId = 'at' in command ? (deductionIds[command.at] ?? '') : '';
  const at = { doctorId, hospitalId };
  const paper = { ref: 'paper', note: null, sha256: '0'.repeat(64) };
  const minutes = { ref: 'minutes', sha256: '0'.repeat(64), heldOn: iso(today) };
  const reason = '…';
  switch (command.kind) {
    case 'record': {
      const { act, code, daysAgo } = command;
      deductionIds.push((await recordFinding(context, aFinding(at, act, code, iso(today - daysAgo)))).id);
      return;
    }
    case 'state':
      await stateOn(context, { deductionId, text: '…', attachments: [] });
      return;
    case 'acknowledge':
      await acknowledge(context, { deductionId });
      return;
    case 'confirm':
      await confirm(context, { deductionId, note: '' });
      return;
    case 'dismiss':
      await dismiss(context, { deductionId, reason, exculpation: null });
      return;
    case 'withdraw':
      await withdraw(context, { deductionId, reason });
      return;
    case 'deliver': {
      const receipt = { how: 'signed-paper', receivedOn: iso(today), document: paper, witnessId: null } as const;
      await deliver(context, { deductionId, ...receipt });
      return;
    }
    case 'read': {
      const { items } = await inbox(context, {}, { limit: 200 });
      const item = items.find((each) => each.delivers && each.deductionId === deductionId);
      if (item === undefined) throw absent();
      await readInboxItem(context, item.position);
      return;
    }
    case 'appeal':
      await fileAppeal(context, { deductionId, grounds: '…', attachments: [] });
      return;
    case 'waive':
      await waive(context, { deductionId });
      return;
    case 'rule': {
      const { outcome, points } = command;
      const items = outcome === 'reduced' ? [{ scheme: 'tiny', points }] : [];
      await rule(context, { deductionId, outcome, items, reason, memberIds: [], minutes });
      return;
    }
    case 'propose':
      await propose(context, { deductionId, reason, document: null });
      return;
    case 'reverse':
      await reverse(context, { deductionId, note: '' });
      return;
    case 'credit': {
      const activity = { scheme: 'tiny', activity: `study ${creditIds.length}`, doneOn: iso(today), evidence: [] };
      creditIds.push((await recordCredit(context, { ...at, ...activity })).id);
      return;
    }
    case 'accept':
      await confirmCredit(context, { ...at, creditId: creditIds[command.at] ?? '', note: '' });
      return;
    case 'talk': {
      const sanctionDueId = `tiny:talk:${command.year}`;
      await holdTalk(context, { ...at, sanctionDueId, heldOn: iso(today), minutes: paper });
      return;
    }
    case 'impose': {
      const terms = { from: iso(command.from), until: null, inpatientsTo: null, attestation: null };
      const sanction = { sanctionDueId: `tiny:suspension:${command.year}`, reason, document: '1' };
      measureIds.set(command.year, (await imposeSanction(context, { ...at, ...sanction, ...terms })).id);
      return;
    }
    case 'exam': {
      const sanctionDueId = `tiny:suspension:${command.year}`;
      const result = { requirement: 'exam', doneOn: iso(today), passed: command.passed, evidence: [] } as const;
      await recordRequirement(context, { ...at, sanctionDueId, ...result });
      return;
    }
    case 'lift': {
      const measureId = measureIds.get(command.year) ?? '';
      await liftMeasure(context, { ...at, measureId, from: iso(today), reason, document: null });
      return;
    }
    case 'hold': {
      const terms = { until: iso(today + command.days), inpatientsTo: null, reason };
      await putHold(context, { ...at, schemeId: 'tiny', rightKinds: ['general'], ...terms });
    }
  }
}

function aFinding(at: { doctorId: string; hospitalId: string }, actRef: string, wanted: string, occurredOn: string) {
  const [code = '', points] = wanted.split(':');
  const chosen =
    points === undefined ? { points: null, pointsReason: null } : { points: Number(points), pointsReason: '…' };
  return {
    persons: [{ doctor: { doctorId: at.doctorId }, capacity: 'prescriber' as const }],
    hospitalId: at.hospitalId,
    occurredOn,
    setting: 'outpatient' as const,
    department: null,
    wardId: null,
    drugs: [],
    actRef,
    reviewRef: null,
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    evidence: [],
    remarks: '',
    source: 'prescription-review',
    externalDecision: null,
    items: [{ scheme: 'tiny', code, ...chosen }],
    leadId: null,
  };
}

export function iso(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
