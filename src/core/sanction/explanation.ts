import type { Explanation } from '../explanation.ts';
import type { IsoDate } from '../time.ts';
import type { Sanction, SanctionDuty } from './due.ts';

/** How a sanction came to be due and where each hospital stands with it, in the order a reader checks it. */
export function explainSanction(sanction: Omit<Sanction, 'explanation'>, asOf: IsoDate): Explanation[] {
  const { schemeId, schemeVersion, provenance, source, legalBasis, text, dueOn, ground } = sanction;
  return [
    {
      code: `due.rule.${provenance}`,
      parameters: { rule: text, scheme: schemeId, version: schemeVersion, source, legalBasis },
    },
    groundOf(ground, dueOn),
    ...(ground.kind === 'threshold'
      ? ground.counted.map(({ deductionId, points }) => ({ code: 'due.part', parameters: { deductionId, points } }))
      : sanction.deductionIds.map((deductionId) => ({ code: 'due.act', parameters: { deductionId } }))),
    ...(ground.kind === 'trigger' && !ground.stayed ? [{ code: 'due.never-stayed', parameters: { source } }] : []),
    ...(sanction.attestation ? [{ code: 'due.attestation', parameters: { source } }] : []),
    ...sanction.duties.flatMap((duty) => dutyOf(duty, asOf)),
    { code: 'due.would-change', parameters: { findings: sanction.deductionIds.length } },
  ];
}

function groundOf(ground: Sanction['ground'], dueOn: IsoDate): Explanation {
  const { at, from, until } = ground;
  if (ground.kind === 'trigger')
    return { code: 'due.trigger', parameters: { at, acts: ground.acts, from, until, dueOn } };
  const { before, after, credited } = ground;
  return { code: 'due.threshold', parameters: { at, before, after, credited, from, until, dueOn } };
}

function dutyOf(duty: SanctionDuty, asOf: IsoDate): Explanation[] {
  const { hospitalId, state, waitsFor, openFrom, measure, missing } = duty;
  switch (state) {
    case 'waiting':
      return waitsFor.map(({ deductionId, phase }) => ({
        code: `due.waits.${phase}`,
        parameters: { hospitalId, deductionId },
      }));
    case 'open':
      return [{ code: 'due.open', parameters: { hospitalId, from: openFrom ?? asOf } }];
    case 'in-force':
      return [
        {
          code: 'due.in-force',
          parameters: { hospitalId, from: measure?.from ?? null, until: measure?.until ?? null },
        },
        ...(missing.length > 0 ? [{ code: 'due.missing', parameters: { hospitalId, missing } }] : []),
      ];
    case 'done':
      return [{ code: 'due.done', parameters: { hospitalId } }];
    case 'set-aside':
      return [{ code: 'due.set-aside', parameters: { hospitalId, on: duty.steps.setAside?.on ?? null } }];
  }
}
