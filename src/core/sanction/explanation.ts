import type { Explanation } from '../explanation.ts';
import { type ConfirmedItem, carriedOver } from '../rules/counting.ts';
import type { StandingFile } from '../standing-file.ts';
import type { IsoDate } from '../time.ts';
import type { Sanction, SanctionDuty } from './due.ts';

/**
 * How a sanction came to be due and where each hospital stands with it, in the order a reader checks it. Identifiers are
 * there for programs; what sentences say of a finding is its code and the day of the act, of a hospital its name.
 *
 * @param items the findings it rests on.
 */
export function explainSanction(
  sanction: Omit<Sanction, 'explanation'>,
  items: readonly ConfirmedItem[],
  file: StandingFile,
): Explanation[] {
  const { schemeTitle, schemeVersion, provenance, source, legalBasis, text, dueOn, ground } = sanction;
  const named = namedBy(items);
  return [
    {
      code: `due.rule.${provenance}`,
      parameters: { rule: text, scheme: schemeTitle, version: schemeVersion, source, legalBasis },
    },
    groundOf(ground, dueOn),
    ...(ground.kind === 'threshold'
      ? ground.counted.map(({ deductionId, points }) => partOf(named(deductionId), points))
      : sanction.deductionIds.map((deductionId) => ({ code: 'due.act', parameters: named(deductionId) }))),
    ...(ground.kind === 'trigger' && !ground.stayed ? [{ code: 'due.never-stayed', parameters: { source } }] : []),
    ...(sanction.attestation ? [{ code: 'due.attestation', parameters: { source } }] : []),
    ...sanction.duties.flatMap((duty) => dutyOf(duty, named, file)),
    { code: 'due.would-change', parameters: { findings: sanction.deductionIds.length } },
  ];
}

/** Which finding is spoken of: the id for programs, code and day of the act for people. */
type Named = (deductionId: string) => {
  readonly deductionId: string;
  readonly code: string;
  readonly occurredOn: IsoDate | null;
};

function namedBy(items: readonly ConfirmedItem[]): Named {
  const byId = new Map(items.map((item) => [item.deductionId, item]));
  return (deductionId) => {
    const item = byId.get(deductionId);
    return { deductionId, code: item?.code ?? '', occurredOn: item?.occurredOn ?? null };
  };
}

function partOf(named: ReturnType<Named>, points: number): Explanation {
  const { deductionId, occurredOn } = named;
  return named.code === carriedOver
    ? { code: 'due.carried-over', parameters: { deductionId, occurredOn, points } }
    : { code: 'due.part', parameters: { ...named, points } };
}

function groundOf(ground: Sanction['ground'], dueOn: IsoDate): Explanation {
  const { at, from, until } = ground;
  if (ground.kind === 'trigger')
    return { code: 'due.trigger', parameters: { at, acts: ground.acts, from, until, dueOn } };
  const { before, after, credited } = ground;
  return { code: 'due.threshold', parameters: { at, before, after, credited, from, until, dueOn } };
}

function dutyOf(duty: SanctionDuty, named: Named, { register, asOf }: StandingFile): Explanation[] {
  const { hospitalId, state, waitsFor, openFrom, measure, missing } = duty;
  const at = { hospitalId, hospital: register.hospitalName(hospitalId, asOf) };
  switch (state) {
    case 'waiting':
      return waitsFor.map(({ deductionId, phase }) => ({
        code: `due.waits.${phase}`,
        parameters: { ...at, ...named(deductionId) },
      }));
    case 'open':
      return [{ code: 'due.open', parameters: { ...at, from: openFrom ?? asOf } }];
    case 'in-force':
      return [
        { code: 'due.in-force', parameters: { ...at, from: measure?.from ?? null, until: measure?.until ?? null } },
        ...(missing.length > 0 ? [{ code: 'due.missing', parameters: { ...at, missing } }] : []),
      ];
    case 'done':
      return [{ code: 'due.done', parameters: at }];
    case 'set-aside':
      return [{ code: 'due.set-aside', parameters: { ...at, on: duty.steps.setAside?.on ?? null } }];
  }
}
