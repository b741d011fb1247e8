import type { Explanation } from './explanation.ts';
import type { Standing, StandingItem } from './standing.ts';

/** An item as a hospital sees it: its own in full, another hospital's without what was found, where and about which act. */
export type SeenItem = ({ readonly kind: 'full' } & StandingItem) | LimitedItem;

export interface LimitedItem extends Pick<StandingItem, LimitedField> {
  readonly kind: 'limited';
}

/** The doctor and the commission see all of a standing. */
export function seenInFull(standing: Standing): Standing<SeenItem> {
  return withItems(standing, (item) => ({ kind: 'full', ...item }));
}

/** Staff of these hospitals see the sums, and of other hospitals' items only category, points, dates and state. */
export function seenFrom(standing: Standing, hospitalIds: ReadonlySet<string>): Standing<SeenItem> {
  const seen = withItems(standing, (item) =>
    hospitalIds.has(item.hospitalId) ? { kind: 'full', ...item } : limited(item),
  );
  const credits = standing.credits.map((credit) =>
    credit.hospitalId !== null && hospitalIds.has(credit.hospitalId)
      ? credit
      : { ...credit, hospitalId: null, activity: null },
  );
  return withoutUnseen({ ...seen, credits });
}

/** The derivation speaks of open items one by one; of one that is not shown in full it says the points alone. */
export function withoutUnseen(standing: Standing<SeenItem>): Standing<SeenItem> {
  const shown = new Set(standing.openItems.flatMap((item) => (item.kind === 'full' ? [item.deductionId] : [])));
  const explanation = standing.explanation.map((each): Explanation => {
    const { deductionId } = each.parameters;
    if (typeof deductionId !== 'string' || shown.has(deductionId)) return each;
    return { ...each, parameters: { ...each.parameters, deductionId: unseen, code: unseen } };
  });
  return { ...standing, explanation };
}

/** Stands for an item of another hospital or category. */
const unseen = '—';

type LimitedField = 'category' | 'points' | 'counted' | 'occurredOn' | 'recordedOn' | 'foundOn' | 'state';

function limited(item: StandingItem): LimitedItem {
  const { category, points, counted, occurredOn, recordedOn, foundOn, state } = item;
  return { kind: 'limited', category, points, counted, occurredOn, recordedOn, foundOn, state };
}

function withItems(standing: Standing, seen: (item: StandingItem) => SeenItem): Standing<SeenItem> {
  return {
    ...standing,
    countedItems: standing.countedItems.map(seen),
    contestedItems: standing.contestedItems.map(seen),
    notCountedItems: standing.notCountedItems.map(seen),
    openItems: standing.openItems.map(seen),
  };
}
