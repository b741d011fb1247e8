import { useWords } from '../../language/words.ts';
import { commissionWords } from '../messages.ts';
import type { Trend } from '../queries.ts';

/** How whole a trend is, over all hospitals together: what was expected, what came, and what is only partly in. */
export function useStatusLine(): (trend: Trend) => string {
  const say = useWords(commissionWords);
  return ({ series }) => {
    // The levels share out the hospitals; where both stand apart their sum is the place.
    const apart = series.filter(({ level }) => level !== null);
    const points = (apart.length > 0 ? apart : series).flatMap((each) => each.points);
    const sum = (pick: (point: (typeof points)[number]) => number) =>
      points.reduce((all, point) => all + pick(point), 0);
    const [reporting, expected] = [sum((point) => point.reporting), sum((point) => point.expected)];
    const partial = sum((point) => point.partial);
    const until = points.at(-1)?.period ?? '';
    return say('statusLine', { until, reporting, expected, missing: expected - reporting, partial });
  };
}
