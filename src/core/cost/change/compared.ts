import type { Month } from '../../time.ts';
import { type LiveCost, type LiveFigures, unitWasThere } from '../live.ts';
import type { MonthRange } from '../measure.ts';
import { monthsOf } from '../period.ts';
import { owingHospitals, type Places } from '../places.ts';
import type { Dataset } from '../sums.ts';

/** A hospital that is in on both sides of a comparison, with the months that it owed of each. */
export interface ComparedHospital {
  readonly hospitalId: string;
  readonly before: readonly Month[];
  readonly after: readonly Month[];
}

export interface ComparedHospitals {
  readonly compared: readonly ComparedHospital[];
  /** Hospitals that owe months of either side and have not sent them all: left out of both. */
  readonly lacking: readonly string[];
  /** Some of the months lack refused rows. */
  readonly partial: boolean;
}

/**
 * Which hospitals can be set beside themselves over two ranges of months, in one dataset.
 *
 * @throws DomainError cost.range-empty, cost.range-too-long.
 */
export function comparedHospitals(
  live: LiveCost,
  places: Places,
  dataset: Dataset,
  within: { readonly regionId: string | null } | { readonly hospitalId: string },
  ranges: { readonly before: MonthRange; readonly after: MonthRange },
  usable: (figures: LiveFigures) => boolean = () => true,
): ComparedHospitals {
  const owed = new Map<string, { before: Month[]; after: Month[] }>();
  for (const side of ['before', 'after'] as const) {
    for (const month of monthsOf(ranges[side])) {
      for (const hospitalId of owingIn(places, month, within)) {
        const months = owed.get(hospitalId) ?? { before: [], after: [] };
        months[side].push(month);
        owed.set(hospitalId, months);
      }
    }
  }
  const compared: ComparedHospital[] = [];
  const lacking: string[] = [];
  let partial = false;
  for (const [hospitalId, { before, after }] of owed) {
    const figures = [...before, ...after].map((month) => live.hospitals.get(hospitalId)?.get(month)?.get(dataset));
    if (figures.every((one) => one !== undefined && one.sums !== null && usable(one))) {
      compared.push({ hospitalId, before, after });
      partial ||= figures.some((one) => one?.state === 'partial');
    } else lacking.push(hospitalId);
  }
  return { compared, lacking, partial };
}

function owingIn(places: Places, month: Month, within: Parameters<typeof comparedHospitals>[3]): string[] {
  if ('regionId' in within) {
    return owingHospitals(places, month, { ...within, level: null }).map(({ hospitalId }) => hospitalId);
  }
  return unitWasThere(places, { kind: 'hospital', ...within }, month) ? [within.hospitalId] : [];
}
