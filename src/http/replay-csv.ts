import type { BandChange, Placed } from '../core/replay/replay.ts';
import { lineOf } from './deduction-csv.ts';
import type { Locale } from './route.ts';

/** Who would change band under a draft, one line a doctor, header first. */
export function* replayCsv(changes: readonly BandChange[], locale: Locale): Generator<string> {
  yield `\ufeff${lineOf(columns.map(([zh, en]) => (locale === 'zh' ? zh : en)))}`;
  for (const { doctorId, hospitalId, department, before, after } of changes) {
    yield lineOf([doctorId, hospitalId ?? '', department ?? '', ...cellsOf(before), ...cellsOf(after)]);
  }
}

const columns: readonly (readonly [string, string])[] = [
  ['医师', 'doctor'],
  ['医院', 'hospital'],
  ['科室', 'department'],
  ['原分数', 'points before'],
  ['原阈值', 'threshold before'],
  ['新分数', 'points after'],
  ['新阈值', 'threshold after'],
];

function cellsOf({ points, band }: Placed): string[] {
  return [String(points), band?.id ?? ''];
}
