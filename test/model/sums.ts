import type { Case, Model } from './model.ts';

/** The arithmetic of the tiny scheme in the plainest words: points of a calendar year, what they make due, and its clocks. */
export interface Sums {
  readonly counted: number;
  readonly credited: number;
  readonly contested: number;
  readonly left: number;
}

export const dayMs = 86_400_000;

export function sumsOf(model: Model): Sums {
  const { today } = model;
  const all = weigh(model, yearOf(today));
  const counted = total(all);
  const credited = creditedOf(all, acceptedIn(model, yearOf(today), today));
  const contested = total(all.filter(({ one }) => isContested(one)));
  return { counted, credited, contested, left: Math.max(0, 4 - Math.max(0, counted - credited)) };
}

export function stateOf(one: Case, today: number): string {
  if (one.fallen ?? one.closed) return one.fallen ?? one.closed ?? '';
  if (one.confirmed) return 'confirmed';
  if (today > workingDaysAfter(one.recordedOn, 60)) return 'lapsed';
  return one.answer === 'recorded' && today > workingDaysAfter(one.recordedOn, 5) ? 'confirmable' : one.answer;
}

interface Weighed {
  readonly one: Case;
  readonly weight: number;
  readonly counted: number;
}

/** The findings of a year that stand, one after the other by the day they were found. */
function weigh(model: Model, year: number): Weighed[] {
  const standing = model.cases
    .filter((one) => one.confirmed !== null && one.fallen === null && yearOf(one.confirmed.on) === year)
    .sort((a, b) => (a.confirmed?.order ?? 0) - (b.confirmed?.order ?? 0));
  const done: Weighed[] = [];
  let reminded = false;
  for (const one of standing) {
    const code = codeOf(one);
    const again = done.some((before) => code === 'A2' && codeOf(before.one) === 'A2' && before.one.act !== one.act);
    const weight = Math.min(again ? 3 : pointsOf[one.code], one.atMost);
    const ofAct = done.filter((before) => before.one.act === one.act);
    const heaviest = Math.max(0, ...ofAct.map((before) => before.weight));
    // An act scores its heaviest finding once.
    let counted = weight > heaviest ? weight - total(ofAct) : 0;
    if (code === 'A1' && counted > 0 && !reminded) {
      reminded = true;
      counted = 0;
    }
    if (code === 'A1') {
      const ofMonth = done.filter((before) => codeOf(before.one) === 'A1' && before.one.month === one.month);
      counted = Math.min(counted, 2 - total(ofMonth));
    }
    done.push({ one, weight, counted });
  }
  return done;
}

const pointsOf = { A1: 1, A2: 2, 'A3:1': 1, 'A3:3': 3, A4: 4 };

export function codeOf(one: Case): string {
  return one.code.slice(0, 2);
}

/** What a confirmed finding weighs in its year. */
export function weightOf(model: Model, one: Case): number {
  return weigh(model, yearOf(one.confirmed?.on ?? 0)).find((each) => each.one === one)?.weight ?? 0;
}

/** A point for each accepted activity, two a year, and none against a finding of four points. */
function creditedOf(all: readonly Weighed[], accepted: number): number {
  return Math.min(accepted, 2, total(all.filter(({ weight }) => weight < 4)));
}

/** Which thresholds a year has reached, and the findings that made up the sum then. Who reaches two gets the higher. */
export function dueIn(model: Model, year: number): Map<'talk' | 'suspension', Case[]> {
  const due = new Map<'talk' | 'suspension', Case[]>();
  const reached = new Set<string>();
  const before: Weighed[] = [];
  for (const each of weigh(model, year).filter(({ one }) => !isContested(one))) {
    const accepted = acceptedIn(model, year, each.one.confirmed?.on ?? 0);
    const net = (some: Weighed[]) => Math.max(0, total(some) - creditedOf(some, accepted));
    const rose = net([...before, each]) > net(before);
    before.push(each);
    const crossed = (['talk', 'suspension'] as const).filter(
      (name) => rose && !reached.has(name) && net(before) >= (name === 'talk' ? 2 : 4),
    );
    for (const name of crossed) reached.add(name);
    const highest = crossed.at(-1);
    if (highest)
      due.set(
        highest,
        before.filter(({ counted }) => counted > 0).map(({ one }) => one),
      );
  }
  return due;
}

export function acceptedIn(model: Model, year: number, upTo: number): number {
  const days = model.credits.flatMap(({ acceptedOn }) => acceptedOn ?? []);
  return days.filter((on) => yearOf(on) === year && on <= upTo).length;
}

/** Whether nothing that the doctor may still do about a confirmed finding is open. */
export function settled({ appeal, deliveredOn }: Case, today: number): boolean {
  if (appeal === 'waived' || appeal === 'ruled') return true;
  return appeal === 'none' && deliveredOn !== null && today > workingDaysAfter(deliveredOn, 10);
}

function isContested({ appeal, fallen }: Case): boolean {
  return appeal === 'open' && fallen === null;
}

function total(all: readonly Weighed[]): number {
  return all.reduce((sum, { counted }) => sum + counted, 0);
}

export function yearOf(day: number): number {
  return new Date(day * dayMs).getUTCFullYear();
}

export function workingDaysAfter(day: number, count: number): number {
  let [after, left] = [day, count];
  while (left > 0) {
    after += 1;
    if (![0, 6].includes(new Date(after * dayMs).getUTCDay())) left -= 1;
  }
  return after;
}

/** The same day of the next month, or its last. */
export function monthAfter(day: number): number {
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const last = new Date(Date.UTC(year, month + 2, 0)).getUTCDate();
  return Date.UTC(year, month + 1, Math.min(date.getUTCDate(), last)) / dayMs;
}
