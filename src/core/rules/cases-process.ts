import type { DomainEvent } from '../events.ts';
import { appealDeduction } from '../procedure/appeal/appeal.ts';
import { deliverDeduction } from '../procedure/appeal/delivery.ts';
import { confirmReversal, proposeReversal } from '../procedure/appeal/reversal.ts';
import { ruleOnAppeal } from '../procedure/appeal/ruling.ts';
import { confirmOpening, recordOpening } from '../procedure/opening.ts';
import { sanctionsOf } from '../sanction/due.ts';
import { imposeSanction } from '../sanction/impose.ts';
import type { Step, WorkedCase } from './cases.ts';
import type { Scheme } from './scheme.ts';

/** What a worked case says happened to a finding after its confirmation. */
export function processSteps(scheme: Scheme, given: WorkedCase['findings'][number]): Step[] {
  const { id: deductionId, deliveredOn, appealedOn, ruled, reversedOn } = given;
  const step = (on: string | undefined, by: string, decide: Step['decide']): Step[] =>
    on === undefined ? [] : [{ findingId: deductionId, on, by, decide }];
  return [
    ...step(deliveredOn, 'office', (context) =>
      deliverDeduction(context, {
        deductionId,
        how: 'signed-paper',
        receivedOn: deliveredOn ?? '',
        document: paper,
        witnessId: null,
      }),
    ),
    ...step(appealedOn, 'doctor', (context) =>
      appealDeduction(context, { deductionId, grounds: paper.ref, attachments: [] }),
    ),
    ...step(ruled?.on, 'panellist-1', (context): DomainEvent => {
      const [level] = scheme.appeal.levels;
      const points = ruled?.points;
      const others = Array.from({ length: (level?.membersAtLeast ?? 1) - 1 }, (_, index) => `panellist-${index + 2}`);
      return ruleOnAppeal(context, {
        deductionId,
        body: level?.body ?? 'hospital-panel',
        outcome: ruled?.outcome ?? 'upheld',
        items: points === undefined ? [] : [{ scheme: scheme.id, points }],
        reason: paper.ref,
        memberIds: others,
        minutes: { ref: paper.ref, sha256: '', heldOn: ruled?.on ?? '' },
      });
    }),
    ...step(reversedOn, 'office', (context) =>
      proposeReversal(context, { deductionId, reason: paper.ref, document: null }),
    ),
    ...step(reversedOn, 'second-office', (context) => confirmReversal(context, { deductionId, note: '' })),
  ];
}

/** Balances from paper, recorded by one person and confirmed by another. */
export function openingSteps(scheme: Scheme, openings: WorkedCase['openings']): Step[] {
  return openings.flatMap(({ points, carriedOn, confirmedOn }, index): Step[] => {
    const openingId = `opening-${index + 1}`;
    const balance = { openingId, doctorId: 'doctor', hospitalId: 'hospital-1', scheme: scheme.id, points, carriedOn };
    const of = { findingId: openingId, on: confirmedOn };
    return [
      {
        ...of,
        by: 'recorder',
        decide: (context) => recordOpening(context, { ...balance, document: paper, reason: paper.ref }),
      },
      { ...of, by: 'confirmer', decide: (context) => confirmOpening(context, { openingId, note: '' }) },
    ];
  });
}

/** The first hospital imposes what the law ties to findings, once nothing is open about them. */
export function imposingSteps(imposed: WorkedCase['imposed']): Step[] {
  return imposed.map(({ trigger, on, from }) => ({
    findingId: trigger,
    on,
    by: 'medical-affairs',
    decide: (context) => {
      const reached = sanctionsOf(context.register, context.dossier, on).find(
        ({ ground }) => ground.kind === 'trigger' && ground.triggerId === trigger,
      );
      const named = { sanctionDueId: reached?.id ?? trigger, hospitalId: 'hospital-1', measureId: trigger };
      const terms = { from, until: null, inpatientsTo: null, attestation: null };
      return imposeSanction(context, { ...named, ...terms, reason: paper.ref, document: paper.ref });
    },
  }));
}

const paper = { ref: 'worked case', note: null, sha256: null };
