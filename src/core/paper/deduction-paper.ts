import { DomainError } from '../errors.ts';
import { appealStatus, levelsOf } from '../procedure/appeal/appeal-status.ts';
import { type Appeal, newestDecision, type Ruling } from '../procedure/appeal/due-process.ts';
import type { Decision, Deduction, Signature } from '../procedure/deduction.ts';
import { deductionStatus, schemeOfItem, schemesOf } from '../procedure/deduction-status.ts';
import { statedPoints } from '../rules/counting.ts';
import type { RulesRegister } from '../rules/register.ts';
import type { IsoDate } from '../time.ts';
import {
  type DecisionPaper,
  type DeductionPaper,
  type DeliveryPaper,
  documentNumber,
  type NoticePaper,
  type Paper,
  type PaperFacts,
  type PaperHead,
  type PaperItem,
  type RulingPaper,
} from './paper.ts';

export interface PaperContext {
  readonly register: RulesRegister;
  readonly deduction: Deduction;
  readonly today: IsoDate;
  /** Of persons, by id. */
  readonly nameOf: (personId: string) => string;
  /** How hospital and doctor were called on the day of the paper. */
  readonly named: (on: IsoDate) => Pick<PaperHead, 'hospitalName' | 'doctor'>;
}

/** @throws DomainError `paper.not-yet` (conflict) where nothing has been signed that the paper would be about. */
export function paperOf(context: PaperContext, kind: DeductionPaper): Paper {
  switch (kind) {
    case 'notice':
      return noticeOf(context);
    case 'decision':
      return decisionOf(context, confirmedIn(context, kind));
    case 'delivery':
      return deliveryOf(context, confirmedIn(context, kind));
    case 'ruling':
      return rulingOf(context, confirmedIn(context, kind));
  }
}

function noticeOf(context: PaperContext): NoticePaper {
  const { register, deduction, today, nameOf } = context;
  return {
    kind: 'notice',
    head: headOf(context, 'notice', deduction.recorded),
    facts: factsOf(deduction),
    items: itemsOf(context),
    statement: deductionStatus(register, deduction, today).statement,
    recordedBy: nameOf(deduction.recorded.by.personId),
  };
}

function decisionOf(context: PaperContext, confirmed: Decision): DecisionPaper {
  const { deduction, nameOf } = context;
  return {
    kind: 'decision',
    head: headOf(context, 'decision', confirmed),
    facts: factsOf(deduction),
    items: itemsOf(context),
    statements: deduction.statements.map(({ on, text }) => ({ on, text })),
    acknowledgedOn: deduction.acknowledged?.on ?? null,
    foundOn: deduction.foundOn ?? confirmed.on,
    note: confirmed.reason,
    recordedBy: nameOf(deduction.recorded.by.personId),
    confirmedBy: nameOf(confirmed.by.personId),
    minutes: confirmed.minutes ?? null,
    appeal: appealRightOf(context),
  };
}

/** Of the newest decision; its number is the decision's own position, so that signing it changes nothing on it. */
function deliveryOf(context: PaperContext, confirmed: Decision): DeliveryPaper {
  const { register, deduction, today, nameOf } = context;
  const newest = newestDecision<Signature>(confirmed, deduction.process);
  const kind = newest.seq === confirmed.seq ? 'decision' : 'ruling';
  const delivery = deduction.process.deliveries.find(({ decision }) => decision === newest.seq);
  return {
    kind: 'delivery',
    head: headOf(context, 'delivery', newest),
    served: { kind, number: documentNumber(kind, deduction.finding.hospitalId, newest), on: newest.on },
    deliverBy: appealStatus(register, deduction, today).delivery,
    delivered:
      delivery === undefined
        ? null
        : {
            how: delivery.how,
            receivedOn: delivery.receivedOn,
            recordedOn: delivery.on,
            document: delivery.document?.ref ?? null,
            witness: delivery.witnessId === null ? null : nameOf(delivery.witnessId),
            recordedBy: nameOf(delivery.by.personId),
          },
  };
}

/** Of the newest ruling. What stood before it is what it was appealed against. */
function rulingOf(context: PaperContext, confirmed: Decision): RulingPaper {
  const { deduction, nameOf } = context;
  const { appeals } = deduction.process;
  const ruled = appeals.flatMap((appeal): Ruled[] =>
    appeal.ruling === null ? [] : [{ appeal, ruling: appeal.ruling }],
  );
  const newest = ruled.at(-1);
  if (newest === undefined) throw notYet(context, 'ruling');
  const { appeal, ruling } = newest;
  const earlier = ruled.at(-2)?.ruling;
  const first = earlier ?? confirmed;
  const before = weightsBefore(context, ruling.seq);
  return {
    kind: 'ruling',
    head: headOf(context, 'ruling', ruling),
    level: appeal.level,
    body: ruling.body,
    appealedOn: appeal.on,
    grounds: appeal.grounds,
    outcome: ruling.outcome,
    reason: ruling.reason,
    ruledBy: [ruling.by.personId, ...ruling.memberIds].map(nameOf),
    minutes: ruling.minutes,
    first: {
      number: documentNumber(earlier === undefined ? 'decision' : 'ruling', deduction.finding.hospitalId, first),
      on: first.on,
      by: nameOf(first.by.personId),
      outcome: earlier?.outcome ?? 'confirmed',
      reason: first.reason,
    },
    items: before.map(({ scheme, weight, item }) => ({
      ...item,
      before: weight,
      after: after(ruling, scheme, weight),
    })),
  };
}

interface Ruled {
  readonly appeal: Appeal;
  readonly ruling: Ruling;
}

/** What each item weighed just before an entry: the stated points, unless a ruling or an outside decision reduced them. */
function weightsBefore(context: PaperContext, seq: number) {
  const { finding, process } = context.deduction;
  const rulings = process.appeals.flatMap(({ ruling }) => ruling ?? []);
  const steps = [...rulings, ...process.outcomes].filter((step) => step.seq < seq).sort((a, b) => a.seq - b.seq);
  const items = itemsOf(context);
  return finding.items.flatMap(({ scheme }, index) => {
    const item = items[index];
    if (item === undefined) return [];
    const weight = steps.reduce((before, step) => after(step, scheme, before), item.points);
    return [{ scheme, weight, item }];
  });
}

function after({ outcome, items }: Pick<Ruling, 'outcome' | 'items'>, scheme: string, before: number): number {
  switch (outcome) {
    case 'upheld':
      return before;
    case 'reduced':
      return items.find((item) => item.scheme === scheme)?.points ?? before;
    case 'revoked':
      return 0;
  }
}

function appealRightOf({ register, deduction }: PaperContext): DecisionPaper['appeal'] {
  const schemes = schemesOf(register, deduction.finding);
  const [level] = levelsOf(schemes);
  const clocks = schemes.map(({ scheme }) => scheme.clocks.appeal).sort((a, b) => b.days - a.days);
  const [clock] = clocks;
  return level === undefined || clock === undefined ? null : { body: level.body, clock };
}

function factsOf({ finding }: Deduction): PaperFacts {
  const { occurredOn, setting, department, actRef, reviewRef, sheets, remarks, externalDecision } = finding;
  const said = { occurredOn, setting, department, actRef, reviewRef, sheets, remarks, externalDecision };
  return { ...said, drugs: finding.drugs.map(({ name }) => name), evidence: finding.evidence.length };
}

function itemsOf({ register, deduction: { finding } }: PaperContext): PaperItem[] {
  return finding.items.map(({ scheme: schemeId, code, points }) => {
    const adopted = schemeOfItem(register, finding, schemeId);
    const violation = adopted?.violations.get(code);
    // Recording refuses this and adoptions are never taken back.
    if (adopted === undefined || violation === undefined) throw new Error(`no version of ${schemeId} knows ${code}`);
    const { scheme, document } = adopted;
    return {
      scheme: scheme.title,
      schemeVersion: scheme.version,
      document: document ?? scheme.source.document,
      legalBasis: violation.legalBasis,
      source: violation.source,
      provenance: violation.provenance ?? scheme.provenance,
      code,
      text: { zh: violation.zh, en: violation.en },
      points: statedPoints(adopted, code, points),
    };
  });
}

function headOf(context: PaperContext, kind: DeductionPaper, signature: Pick<Signature, 'seq' | 'on'>): PaperHead {
  const number = documentNumber(kind, context.deduction.finding.hospitalId, signature);
  return { number, ...context.named(signature.on), issuedOn: signature.on };
}

function confirmedIn(context: PaperContext, kind: DeductionPaper): Decision {
  const { decided } = context.deduction;
  if (decided?.outcome !== 'confirmed') throw notYet(context, kind);
  return decided;
}

function notYet({ deduction }: PaperContext, paper: DeductionPaper): DomainError {
  const { deductionId } = deduction.finding;
  return new DomainError('conflict', 'paper.not-yet', { deductionId, paper, state: deduction.state });
}
