import type { Unit } from '../cost/measure.ts';
import type { Alert } from '../cost/signal/alert.ts';
import type { Text } from '../explanation.ts';
import type { IsoDate, Month } from '../time.ts';

/**
 * 药品费用月度监测通报, as the system proposes it: what has changed and holds, level 3 and level 2 apart, and whose figures
 * are missing. It becomes a notice when a person has signed and sent it.
 */
export interface CostNotice {
  readonly placeName: string;
  readonly month: Month;
  readonly printedOn: IsoDate;
  readonly levels: readonly CostNoticeLevel[];
}

export interface CostNoticeLevel {
  readonly level: number;
  readonly reported: number;
  readonly owed: number;
  readonly missing: readonly string[];
  /** Series of the level's hospitals, and how many of them could be judged in the month: without any nothing can stand out. */
  readonly series: number;
  readonly judged: number;
  readonly rows: readonly ({ readonly hospitalName: string; readonly measure: Text; readonly unit: Unit } & Pick<
    Alert,
    'rule' | 'side' | 'judgement' | 'since' | 'fromValue' | 'toValue' | 'partial'
  >)[];
}
