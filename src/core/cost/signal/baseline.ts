import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import { type Baseline, baselineMonths, limitsOf, type XmrQuestion } from './xmr.ts';

/** Whose series: a place, and for a city or county the hospitals of one level or all. */
export interface SeriesOwner {
  readonly scope:
    | { readonly kind: 'city' }
    | { readonly kind: 'county'; readonly regionId: string }
    | { readonly kind: 'hospital'; readonly hospitalId: string }
    | { readonly kind: 'ward'; readonly wardId: string };
  readonly level: 2 | 3 | null;
}

/** A person has said which months limits rest on from a month on, and why: limits are moved by nothing else. */
export type BaselineEvent = {
  readonly kind: 'baseline.set';
  readonly v: 1;
  readonly measure: string;
  readonly reason: string;
} & SeriesOwner &
  Baseline;

/** The stream of one series' baselines, and the key of its rows. */
export function baselineKey(measure: string, { scope, level }: SeriesOwner): string {
  return `${measure}/${scopeKey(scope)}/${level ?? 'all'}`;
}

export function scopeKey(scope: SeriesOwner['scope']): string {
  switch (scope.kind) {
    case 'city':
      return 'city';
    case 'county':
      return `county:${scope.regionId}`;
    case 'hospital':
      return `hospital:${scope.hospitalId}`;
    case 'ward':
      return `ward:${scope.wardId}`;
  }
}

/**
 * Sets a baseline. Of two that apply from the same month the one said later holds.
 *
 * @throws DomainError baseline.range, baseline.applies-before, baseline.too-few-months, baseline.unchanged.
 */
export function setBaseline(
  series: Pick<XmrQuestion, 'unit' | 'smallNumber' | 'points' | 'baselines'>,
  command: { readonly measure: string; readonly reason: string } & SeriesOwner & Baseline,
): EventOf<'baseline.set'> {
  const { from, until, appliesFrom, measure, scope, level, reason } = command;
  if (from >= until) throw new DomainError('invalid', 'baseline.range', { from, until });
  if (appliesFrom < from) throw new DomainError('invalid', 'baseline.applies-before', { appliesFrom, from });
  const same = series.baselines.find((one) => one.appliesFrom === appliesFrom);
  if (same?.from === from && same.until === until)
    throw new DomainError('conflict', 'baseline.unchanged', { appliesFrom });
  if (limitsOf(series, { from, until, appliesFrom }) === null) {
    throw new DomainError('invalid', 'baseline.too-few-months', { from, until, minimum: baselineMonths });
  }
  return { kind: 'baseline.set', v: 1, measure, scope, level, from, until, appliesFrom, reason };
}
