import type { CostUnit } from '../../../core/cost/live.ts';
import { type PeerMonth, peersOf } from '../../../core/cost/question/peers.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { byWard } from '../cost-by-ward.ts';
import {
  type CostScope,
  type DefinedHeading,
  definedHeadingOf,
  measureNamed,
  reachScope,
  scopeName,
} from '../cost-context.ts';

export interface PeersCommand {
  readonly measure: string;
  readonly version: number | null;
  readonly scope: CostScope & { readonly kind: 'hospital' | 'ward' };
  /** Levels 2 and 3 together instead of apart. */
  readonly acrossLevels: boolean;
  readonly from: Month;
  readonly until: Month;
}

export interface PeersAnswer extends DefinedHeading {
  readonly scope: PeersCommand['scope'] & { readonly name: string };
  readonly acrossLevels: boolean;
  readonly from: Month;
  readonly until: Month;
  readonly months: readonly PeerMonth[];
}

/**
 * Where a hospital stands among the hospitals of its level, or a ward among the wards of its specialty, month by month.
 * Peers are shown as bands, never one by one: a hospital learns its rank, not its neighbours' figures.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, cost.version-unknown, cost.measure-not-by-ward,
 *   cost.versions-differ, cost.range-empty, cost.range-too-long.
 */
export const peersQuestion: CostQuestion<PeersCommand, PeersAnswer> = {
  name: 'peers',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, { measure: id, version, scope, acrossLevels, from, until }) => {
    const named = measureNamed(context, id, version);
    const measure = scope.kind === 'ward' ? byWard(named) : named;
    const unit: CostUnit =
      scope.kind === 'hospital'
        ? scope
        : { ...scope, hospitalId: context.places.wards.get(scope.wardId)?.hospitalId ?? '' };
    return {
      ...definedHeadingOf(measure, { from, until }, version),
      scope: { ...scope, name: scopeName(context, scope) },
      acrossLevels,
      from,
      until,
      months: peersOf(live, context.places, { measure, version, unit, acrossLevels, from, until }),
    };
  },
};
