import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DomainError } from '../../src/core/errors.ts';
import type { DomainEvent } from '../../src/core/events.ts';
import { render } from '../../src/core/explanation.ts';
import type { Entry } from '../../src/core/ledger/entry.ts';
import { appealDeduction, waiveAppeal, withdrawAppeal } from '../../src/core/procedure/appeal/appeal.ts';
import { deliverDeduction, type PaperDelivery, readDecision } from '../../src/core/procedure/appeal/delivery.ts';
import { confirmReversal, proposeReversal, recordOutcome } from '../../src/core/procedure/appeal/reversal.ts';
import { type RuleOnAppeal, ruleOnAppeal } from '../../src/core/procedure/appeal/ruling.ts';
import type { Deciding } from '../../src/core/procedure/deciding.ts';
import type { Evidence, Finding } from '../../src/core/procedure/deduction.ts';
import { acknowledgeDeduction, stateOnDeduction } from '../../src/core/procedure/deduction-answer.ts';
import { confirmDeduction, dismissDeduction, withdrawDeduction } from '../../src/core/procedure/deduction-decide.ts';
import { recordDeduction } from '../../src/core/procedure/deduction-record.ts';
import { emptyCalendar, type WorkingCalendar, withCalendarYear } from '../../src/core/register/calendar.ts';
import type { Dossier } from '../../src/core/register/dossier.ts';
import type { HospitalLevel } from '../../src/core/register/hospital.ts';
import { recordLeave } from '../../src/core/register/leave.ts';
import { declareInterest } from '../../src/core/register/people/interest.ts';
import { type Adoptions, withAdoption } from '../../src/core/rules/adoption.ts';
import type { RulesRegister } from '../../src/core/rules/register.ts';
import { parseScheme, type Scheme } from '../../src/core/rules/scheme.ts';
import { type Instant, type IsoDate, instantOf, startOfShanghaiDay } from '../../src/core/time.ts';
import { readCalendars } from '../../src/library.ts';
import { problemMessages } from '../../src/messages/catalogue.ts';

/** A shipped scheme as plain data, to be changed before it is parsed. */
export function schemeData(file: string): Record<string, unknown> {
  return parse(readFileSync(new URL(`../../seeds/schemes/${file}.yaml`, import.meta.url), 'utf8'));
}

export const ganzhou: Scheme = parseScheme(schemeData('ganzhou-default-2026'));
export const nhsa: Scheme = parseScheme(schemeData('nhsa-2024'));
export const tiny: Scheme = parseScheme(schemeData('tiny-2026'));
/** 2023 to 2026. */
export const shippedCalendar: WorkingCalendar = readCalendars().reduce(withCalendarYear, emptyCalendar);

export function adopted(scheme: Scheme, jurisdictionId = 'city', from = scheme.inForce.from, before: Adoptions = []) {
  const { id: schemeId, version } = scheme;
  const kind = 'scheme.adopted';
  return withAdoption(before, { kind, v: 1, schemeId, hash: version, from, jurisdictionId, document: null, scheme });
}

/** Hospitals `h3`, `other3` (level 3) and `h1` (level 1) of one county; ward `w3` belongs to h3 and `wOther` to other3. */
export function city(adoptions: Adoptions = adopted(ganzhou), calendar = shippedCalendar): RulesRegister {
  const levels: Readonly<Record<string, HospitalLevel>> = { h3: 3, other3: 3, h1: 1 };
  const wards: Readonly<Record<string, string>> = { w3: 'h3', wOther: 'other3' };
  return {
    adoptions,
    calendar,
    hospitalOn: (id) => {
      const level = levels[id];
      return level === undefined ? undefined : { level, jurisdictionIds: [id, 'county', 'city'] };
    },
    hospitalName: (id) => `Hospital ${id}`,
    hospitalOfWard: (id) => wards[id],
  };
}

/** A doctor's record that grows by the real decisions, each at ten in the morning of a Shanghai day unless told otherwise. */
export class DoctorRecord {
  readonly register: RulesRegister;
  readonly entries: Entry[] = [];

  constructor(register: RulesRegister = city(), rightAt = ['h3']) {
    this.register = register;
    for (const hospitalId of rightAt) {
      const granted = { v: 1, doctorId: 'doctor', hospitalId, grantId: `right-${hospitalId}` } as const;
      this.append(
        { kind: 'right.granted', ...granted, rightKind: 'general', from: '2010-01-01', document: null },
        'office',
        '2010-01-04',
      );
    }
  }

  get dossier(): Dossier {
    return { doctorIds: ['doctor'], entries: this.entries };
  }

  at(now: Instant, by: string): Deciding {
    return { register: this.register, dossier: this.dossier, by: signer(by), signerIds: [by], now };
  }

  on(date: IsoDate, by: string): Deciding {
    return this.at(tenOClock(date), by);
  }

  append(event: DomainEvent, by: string, date: IsoDate): void {
    this.appendAt(event, by, tenOClock(date));
  }

  appendAt(event: DomainEvent, by: string, at: Instant): void {
    this.entries.push({ seq: this.entries.length, at, by: signer(by), streams: [], event });
  }

  record(date: IsoDate, finding: Partial<Finding> = {}, by = 'auditor'): void {
    this.append(recordDeduction(this.on(date, by), aFinding(finding)), by, date);
  }

  state(date: IsoDate, deductionId = 'd1', by = 'doctor'): void {
    this.append(stateOnDeduction(this.on(date, by), { deductionId, text: '…', attachments: [] }), by, date);
  }

  acknowledge(date: IsoDate, deductionId = 'd1', by = 'doctor'): void {
    this.append(acknowledgeDeduction(this.on(date, by), { deductionId }), by, date);
  }

  confirm(date: IsoDate, deductionId = 'd1', by = 'reviewer'): void {
    this.append(confirmDeduction(this.on(date, by), { deductionId, note: '' }), by, date);
  }

  dismiss(date: IsoDate, deductionId = 'd1', exculpation: string | null = null, by = 'reviewer'): void {
    this.append(dismissDeduction(this.on(date, by), { deductionId, reason: '…', exculpation }), by, date);
  }

  withdraw(date: IsoDate, deductionId = 'd1', by = 'auditor'): void {
    this.append(withdrawDeduction(this.on(date, by), { deductionId, reason: '…' }), by, date);
  }

  deliver(date: IsoDate, deductionId = 'd1', changed: Partial<PaperDelivery> = {}, by = 'office'): void {
    const paper = { how: 'signed-paper', receivedOn: date, document: receipt, witnessId: null } as const;
    this.append(deliverDeduction(this.on(date, by), { deductionId, ...paper, ...changed }), by, date);
  }

  read(date: IsoDate, deductionId = 'd1', by = 'doctor'): void {
    this.append(readDecision(this.on(date, by), { deductionId }), by, date);
  }

  appeal(date: IsoDate, deductionId = 'd1', attachments: readonly Evidence[] = [], by = 'doctor'): void {
    this.append(appealDeduction(this.on(date, by), { deductionId, grounds: '…', attachments }), by, date);
  }

  waive(date: IsoDate, deductionId = 'd1', by = 'doctor'): void {
    this.append(waiveAppeal(this.on(date, by), { deductionId }), by, date);
  }

  withdrawAppeal(date: IsoDate, deductionId = 'd1', by = 'doctor'): void {
    this.append(withdrawAppeal(this.on(date, by), { deductionId }), by, date);
  }

  rule(date: IsoDate, changed: Partial<RuleOnAppeal> = {}, by = 'chair'): void {
    const minutes = { ref: '复核会纪要1号', sha256: 'a'.repeat(64), heldOn: date };
    const ruling = { deductionId: 'd1', body: 'hospital-panel', outcome: 'upheld', items: [], reason: '…' } as const;
    const command = { ...ruling, memberIds: ['second', 'third'], minutes, ...changed };
    this.append(ruleOnAppeal(this.on(date, by), command), by, date);
  }

  outcome(date: IsoDate, changed: Partial<Parameters<typeof recordOutcome>[1]> = {}, by = 'office'): void {
    const decision = { document: '复议1号', authority: '市卫健委', decidedOn: date };
    const outside = { deductionId: 'd1', forum: 'reconsideration', outcome: 'upheld', items: [], reason: '…' } as const;
    this.append(recordOutcome(this.on(date, by), { ...outside, decision, ...changed }), by, date);
  }

  proposeReversal(date: IsoDate, deductionId = 'd1', by = 'office'): void {
    const command = { deductionId, reason: '…', document: null };
    this.append(proposeReversal(this.on(date, by), command), by, date);
  }

  reverse(date: IsoDate, deductionId = 'd1', by = 'second'): void {
    this.append(confirmReversal(this.on(date, by), { deductionId, note: '' }), by, date);
  }

  leave(from: IsoDate, until: IsoDate, entered = from): void {
    const leave = { leaveId: `leave-${from}`, doctorId: 'doctor', hospitalId: 'h3', from, until, document: '假条' };
    this.append(recordLeave(leave), 'office', entered);
  }

  interest(date: IsoDate, personId: string): void {
    const interest = { interestId: `interest-${personId}`, doctorId: 'doctor', personId, reason: '亲属' };
    this.append(declareInterest(this.dossier, interest), personId, date);
  }

  /** Recorded, acknowledged and confirmed on one day. */
  find(date: IsoDate, finding: Partial<Finding> = {}): void {
    this.record(date, finding);
    this.acknowledge(date, finding.deductionId);
    this.confirm(date, finding.deductionId);
  }
}

export const receipt: Evidence = { ref: '送达回证1号', note: null, sha256: null };

/** Item 2-1 (2 points) about prescription RX1 of hospital h3 on 2 March 2026, a Monday. */
export function aFinding(changed: Partial<Finding> = {}): Finding {
  return {
    deductionId: 'd1',
    findingId: 'f1',
    doctorId: 'doctor',
    capacity: 'prescriber',
    hospitalId: 'h3',
    occurredOn: '2026-03-02',
    setting: 'outpatient',
    department: '呼吸内科',
    wardId: null,
    drugs: [],
    actRef: 'RX1',
    reviewRef: 'h3/2026-03/review',
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    evidence: [],
    remarks: '',
    source: 'review',
    externalDecision: null,
    items: [item('2-1')],
    leadId: null,
    ...changed,
  };
}

export function item(code: string, points: number | null = null, scheme = 'ganzhou-default') {
  return { scheme, code, points, pointsReason: points === null ? null : '情节' };
}

/**
 * The code with which something is refused. The sentence of every refusal met here must exist in both languages and
 * need no parameter that the refusal does not carry.
 */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const { code, parameters = {} } of [error, ...error.rows]) {
      for (const language of ['zh', 'en'] as const) {
        const sentence = render(problemMessages, language, { code, parameters });
        if (sentence === code || sentence.includes('{')) throw new Error(`${code} (${language}) reads: ${sentence}`);
      }
    }
    return error.code;
  }
  return 'not refused';
}

export function tenOClock(date: IsoDate): Instant {
  return instantOf(Date.parse(startOfShanghaiDay(date)) + 10 * 3_600_000);
}

function signer(personId: string) {
  return { personId, accountId: `account-of-${personId}`, role: 'any' };
}
