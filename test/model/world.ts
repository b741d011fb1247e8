import { cpSync, existsSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessGrant, Role } from '../../src/core/register/people/access.ts';
import { parseScheme } from '../../src/core/rules/scheme.ts';
import { deliver, fileAppeal, rule, takeBackAppeal, waive } from '../../src/usecases/appeals/appeal.ts';
import { inbox, readInboxItem } from '../../src/usecases/appeals/inbox.ts';
import { drop, outcomeFromOutside, propose, reverse } from '../../src/usecases/appeals/reversal.ts';
import type { Context } from '../../src/usecases/context.ts';
import { absent } from '../../src/usecases/context.ts';
import { confirmCredit, recordCredit } from '../../src/usecases/deductions/credit.ts';
import { recordFinding } from '../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm, dismiss, stateOn, withdraw } from '../../src/usecases/deductions/deduction-step.ts';
import {
  confirmOpening,
  proposeReversalOfOpening,
  recordOpening,
  reverseOpening,
} from '../../src/usecases/deductions/opening.ts';
import { loadCalendar } from '../../src/usecases/register/calendar.ts';
import { endLeave, recordLeave } from '../../src/usecases/register/leave.ts';
import { liftMeasure } from '../../src/usecases/rights/right-change.ts';
import {
  holdTalk,
  imposeSanction,
  putHold,
  recordRequirement,
  setSanctionAside,
} from '../../src/usecases/rights/sanction.ts';
import { adoptScheme } from '../../src/usecases/schemes/adoption.ts';
import { fresh, prescriber, type SmallCity, smallCity } from '../support/city.ts';
import { adopt } from '../support/deductions.ts';
import { schemeData } from '../support/record.ts';
import { onPostgres, startService, type TestService } from '../support/service.ts';
import type { Code, Command, OtherCode, Who } from './model.ts';
import { dayMs } from './sums.ts';

/** The real service with a hospital under the tiny scheme; between runs it can be set back to the day it was founded. */
export interface World {
  readonly service: TestService;
  readonly city: SmallCity;
  readonly staff: Readonly<Record<'a' | 'b' | 'c', string>>;
  /** Opens the files as they were founded, or founds a database anew, and sets the clock back with them. */
  setBack(): Promise<void>;
  /** Loses the process without closing anything, or all its connections, and opens what is there. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** Half of a machine's memory holds files too; none of these runs is about what a disk keeps when the power goes. */
function inMemory(): { readonly under?: string } {
  const under = '/dev/shm';
  if (!existsSync(under)) return {};
  const { bavail, bsize } = statfsSync(under);
  return bavail * bsize > roomBytes ? { under } : {};
}

const roomBytes = 512 * 1024 * 1024;

/** Beside the tiny scheme, on the same findings: other clocks, other points, no rule of counting, no pause for leave. */
const {
  exculpations: _exculpations,
  credits: _credits,
  leave: _leave,
  triggers: _triggers,
  ...tiny
} = schemeData('tiny-2026');
const second = parseScheme({
  ...tiny,
  id: 'second',
  total: 6,
  violations: [
    { code: 'B1', points: 1, category: 'conduct', zh: '一分', en: 'One point' },
    { code: 'B3', points: 3, category: 'conduct', zh: '三分', en: 'Three points' },
  ],
  counting: [],
  thresholds: [{ id: 'talk', at: 3, due: 'reminder', by: 'department', zh: '提醒谈话', en: 'Reminder talk' }],
  clocks: {
    ...(tiny.clocks as object),
    statement: { days: 8, unit: 'working' },
    confirmation: { days: 40, unit: 'working' },
    appeal: { days: 12, unit: 'working' },
  },
});

/** Holidays are left out, or the model would be mostly a table of them. */
const calendarYears = { from: 2024, until: 2046 };
const foundedAt = '2026-11-20T01:00:00.000Z';

export async function foundWorld(): Promise<World> {
  return onPostgres ? worldOfDatabases() : worldOfFiles();
}

type Founded = Pick<World, 'service' | 'city' | 'staff'>;

async function found(): Promise<Founded> {
  const service = await startService({ doors: false, ...inMemory() });
  const city = await smallCity(service);
  for (let year = calendarYears.from; year < calendarYears.until; year += 1) {
    await loadCalendar(city.registrar.context, { year, source: '…', holidays: [], makeUpWorkdays: [] });
  }
  await adopt(city.registrar.context, city.cityId, 'tiny-2026.yaml');
  const { context } = city.registrar;
  const library = () => [{ file: 'second', scheme: second }];
  const adoption = { file: 'second', from: '2026-01-01', jurisdictionId: city.cityId, document: null };
  await adoptScheme({ ...context, library }, adoption);
  const staff = { a: '', b: '', c: '' };
  const scope = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
  for (const who of ['a', 'b', 'c'] as const) {
    staff[who] = (await service.user(staffRoles.map((role) => ({ role, scope })))).personId;
  }
  return { service, city, staff };
}

async function worldOfFiles(): Promise<World> {
  const { service, city, staff } = await found();
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

async function worldOfDatabases(): Promise<World> {
  let founded = await found();
  return {
    get service() {
      return founded.service;
    },
    get city() {
      return founded.city;
    },
    get staff() {
      return founded.staff;
    },
    setBack: async () => {
      await founded.service.close();
      founded = await found();
    },
    crash: async () => {
      const others = 'datname = current_database() and pid <> pg_backend_pid()';
      await founded.service.tamper(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${others}`);
      await founded.service.reopen();
    },
    close: () => founded.service.close(),
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
  readonly openingIds: string[];
  readonly leaveIds: string[];
  /** The measures by which the trigger was answered. */
  readonly enforcedIds: Map<number, string>;
}

export async function newSubject(world: World): Promise<Subject> {
  const { service, city } = world;
  const context = { ...service.ports, actor: city.first.affairs.context.actor, idempotency: undefined };
  const registered = fresh(city.first);
  const doctorId = await prescriber({ ...city.first, affairs: { ...city.first.affairs, context } }, registered);
  const ids = { deductionIds: [], creditIds: [], openingIds: [], leaveIds: [] };
  return { world, doctorId, licenceNo: registered.licenceNo, ...ids, measureIds: new Map(), enforcedIds: new Map() };
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
  const { deductionIds, creditIds, openingIds, leaveIds, measureIds, enforcedIds, doctorId, world } = subject;
  const { hospitalId } = world.city.first;
  const deductionId = 'at' in command ? (deductionIds[command.at] ?? '') : '';
  const at = { doctorId, hospitalId };
  const paper = { ref: 'paper', note: null, sha256: '0'.repeat(64) };
  const minutes = { ref: 'minutes', sha256: '0'.repeat(64), heldOn: iso(today) };
  const reason = '…';
  switch (command.kind) {
    case 'record': {
      const { act, code, other, daysAgo } = command;
      deductionIds.push((await recordFinding(context, aFinding(at, act, [code, other], iso(today - daysAgo)))).id);
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
    case 'take back':
      await takeBackAppeal(context, { deductionId });
      return;
    case 'outcome': {
      const { outcome, points } = command;
      const items = outcome === 'reduced' ? [{ scheme: 'tiny', points }] : [];
      const decision = { document: '1', authority: '…', decidedOn: iso(today) };
      await outcomeFromOutside(context, { deductionId, forum: 'court', outcome, items, decision, reason });
      return;
    }
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
    case 'keep':
      await drop(context, { deductionId, reason });
      return;
    case 'carry': {
      const { points, daysAgo } = command;
      const balance = { scheme: 'tiny', points, carriedOn: iso(today - daysAgo), document: paper, reason };
      openingIds.push((await recordOpening(context, { ...at, ...balance })).id);
      return;
    }
    case 'open':
      await confirmOpening(context, { ...at, openingId: openingIds[command.opening] ?? '', note: '' });
      return;
    case 'propose closing': {
      const openingId = openingIds[command.opening] ?? '';
      await proposeReversalOfOpening(context, { ...at, openingId, reason, document: null });
      return;
    }
    case 'close':
      await reverseOpening(context, { ...at, openingId: openingIds[command.opening] ?? '', note: '' });
      return;
    case 'leave': {
      const from = today - command.daysAgo;
      const absence = { from: iso(from), until: iso(from + command.days), document: '1' };
      leaveIds.push((await recordLeave(context, { ...at, ...absence })).id);
      return;
    }
    case 'be back': {
      const leaveId = leaveIds[command.leave] ?? '';
      await endLeave(context, { ...at, leaveId, until: iso(command.until), reason });
      return;
    }
    case 'enforce': {
      const terms = { from: iso(command.from), until: null, inpatientsTo: null, attestation: null };
      const sanction = { sanctionDueId: triggerId(hospitalId, command.year), reason, document: '1' };
      enforcedIds.set(command.year, (await imposeSanction(context, { ...at, ...sanction, ...terms })).id);
      return;
    }
    case 'set aside':
      await setSanctionAside(context, { ...at, sanctionDueId: triggerId(hospitalId, command.year), reason });
      return;
    case 'restore': {
      const measureId = enforcedIds.get(command.year) ?? '';
      await liftMeasure(context, { ...at, measureId, from: iso(today), reason, document: null });
      return;
    }
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

export function triggerId(hospitalId: string, year: number): string {
  return `tiny:serious-again:${hospitalId}:${year}`;
}

/** Under the tiny scheme, and under the second where it has something to say. */
function aFinding(
  at: { readonly doctorId: string; readonly hospitalId: string },
  actRef: string,
  [wanted, other]: readonly [Code, OtherCode | null],
  occurredOn: string,
) {
  const [code = '', points] = wanted.split(':');
  const stated = { points: null, pointsReason: null };
  const chosen = points === undefined ? stated : { points: Number(points), pointsReason: '…' };
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
    items: [
      { scheme: 'tiny', code, ...chosen },
      ...(other === null ? [] : [{ scheme: 'second', code: other, ...stated }]),
    ],
    leadId: null,
  };
}

export function iso(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
