import type { Month } from '../../time.ts';
import type { LiveCost, LiveFigures } from '../live.ts';
import { roundedRatio } from '../measure.ts';
import type { DataStatus } from '../slice.ts';
import type { SumName } from '../sums.ts';

/** What front pages and what finance say of one hospital and month, side by side. Money in fen. */
export interface Reconciliation {
  readonly hospitalId: string;
  readonly month: Month;
  readonly frontPages: BookedDrugCost;
  readonly finance: BookedDrugCost;
  /** Finance less front pages; null where either is missing. */
  readonly differenceFen: number | null;
  /** The difference over what front pages say, to four decimals. */
  readonly differenceShare: number | null;
  readonly dischargesDifference: number | null;
  /** Blood products of the front pages, which finance may book as drugs; null where the columns are not reported. */
  readonly bloodProductFen: number | null;
  /**
   * `missing`: one of the two is not in. `explained`: the difference lies between nothing and all blood products, give or
   * take `tolerance` of the front pages' drug cost. `unexplained`: somebody should ask the hospital.
   */
  readonly verdict: 'missing' | 'explained' | 'unexplained';
}

export interface BookedDrugCost {
  readonly status: DataStatus;
  readonly drugFen: number | null;
  readonly discharges: number | null;
}

/** Bills settled in another month than the discharge move a hospital's month by about this much (a proposal of ours). */
export const tolerance = { numerator: 2n, denominator: 100n, text: '2 %' } as const;

export function reconciliationOf(live: LiveCost, hospitalId: string, month: Month): Reconciliation {
  const datasets = live.hospitals.get(hospitalId)?.get(month);
  const pages = datasets?.get('inpatientRows');
  const returned = datasets?.get('inpatientReturn');
  const frontPages = bookedOf(pages);
  const finance = bookedOf(returned);
  const bloodProductFen = sumOf(pages, 'bloodProductFen');
  const differenceFen = difference(finance.drugFen, frontPages.drugFen);
  return {
    hospitalId,
    month,
    frontPages,
    finance,
    differenceFen,
    differenceShare:
      differenceFen === null || !frontPages.drugFen
        ? null
        : roundedRatio(BigInt(differenceFen), BigInt(frontPages.drugFen), 4),
    dischargesDifference: difference(finance.discharges, frontPages.discharges),
    bloodProductFen,
    verdict: verdictOf(differenceFen, frontPages.drugFen, bloodProductFen),
  };
}

function verdictOf(
  differenceFen: number | null,
  drugFen: number | null,
  bloodFen: number | null,
): Reconciliation['verdict'] {
  if (differenceFen === null || drugFen === null) return 'missing';
  const slack = (BigInt(drugFen) * tolerance.numerator) / tolerance.denominator;
  const found = BigInt(differenceFen);
  return found >= -slack && found <= BigInt(bloodFen ?? 0) + slack ? 'explained' : 'unexplained';
}

function bookedOf(figures: LiveFigures | undefined): BookedDrugCost {
  return {
    status: figures === undefined || figures.sums === null ? 'missing' : figures.state,
    drugFen: sumOf(figures, 'drugFen'),
    discharges: sumOf(figures, 'discharges'),
  };
}

function sumOf(figures: LiveFigures | undefined, name: SumName): number | null {
  return figures?.sums?.[name] ?? null;
}

function difference(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left - right;
}
