import type { Case, Model } from './model.ts';

/** The arithmetic of both schemes in the plainest words: points of a calendar year, what they make due, and the clocks. */
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
  const contested = total(all.filter(({ one }) => one !== null && isContested(one)));
  return { counted, credited, contested, left: Math.max(0, 4 - Math.max(0, counted - credited)) };
}

/** The second scheme adds up what it says of the same findings: six points, and nothing else. */
export function otherSumsOf(model: Model): Sums {
  const all = foundIn(model, yearOf(model.today)).map((one) => ({ one, points: otherPoints(one) }));
  const sum = (some: typeof all) => some.reduce((before, { points }) => before + points, 0);
  const counted = sum(all);
  const contested = sum(all.filter(({ one }) => isContested(one)));
  return { counted, credited: 0, contested, left: Math.max(0, 6 - counted) };
}

/** Whether the second scheme's talk is due: at three points that nobody contests. */
export function otherTalkIsDue(model: Model, year: number): boolean {
  const uncontested = foundIn(model, year).filter((one) => !isContested(one));
  return uncontested.reduce((sum, one) => sum + otherPoints(one), 0) >= 3;
}

function otherPoints({ other }: Case): number {
  return other === 'B3' ? 3 : other === 'B1' ? 1 : 0;
}

export function stateOf(model: Model, one: Case): string {
  const { today } = model;
  if (one.fallen ?? one.closed) return one.fallen ?? one.closed ?? '';
  if (one.confirmed) return 'confirmed';
  if (today > lapsesAfter(model, one)) return 'lapsed';
  return one.answer === 'recorded' && today > statementEnds(model, one) ? 'confirmable' : one.answer;
}

/** The doctor has the longest of the schemes' windows; the record lives as long as the shortest lets it. */
export function statementEnds({ leaves }: Model, { recordedOn, other }: Case): number {
  const ours = workingDaysAfter(recordedOn, 5, leaves);
  return other === null ? ours : Math.max(ours, workingDaysAfter(recordedOn, 8));
}

function lapsesAfter({ leaves }: Model, { recordedOn, other }: Case): number {
  const ours = workingDaysAfter(recordedOn, 60, leaves);
  return other === null ? ours : Math.min(ours, workingDaysAfter(recordedOn, 40));
}

/** null: nothing has been delivered, and no window runs. */
export function appealEnds({ leaves }: Model, { deliveredOn, other }: Case): number | null {
  if (deliveredOn === null) return null;
  const ours = workingDaysAfter(deliveredOn, 10, leaves);
  return other === null ? ours : Math.max(ours, workingDaysAfter(deliveredOn, 12));
}

interface Weighed {
  /** null: a balance from paper. */
  readonly one: Case | null;
  readonly day: number;
  readonly act: string;
  readonly code: string;
  readonly month: string;
  readonly weight: number;
  readonly counted: number;
}

function foundIn({ cases }: Model, year: number): Case[] {
  return cases
    .filter((one) => one.confirmed !== null && one.fallen === null && yearOf(one.confirmed.on) === year)
    .sort((a, b) => (a.confirmed?.order ?? 0) - (b.confirmed?.order ?? 0));
}

/** The findings and balances of a year that stand, one after the other by the day they were found. */
function weigh(model: Model, year: number): Weighed[] {
  const findings = foundIn(model, year).map((one) => ({
    one,
    day: one.confirmed?.on ?? 0,
    order: one.confirmed?.order ?? 0,
    act: one.act,
    code: codeOf(one),
    month: one.month,
    stated: pointsOf[one.code],
    atMost: one.atMost,
  }));
  const balances = model.openings.flatMap(({ carriedOn, points, order, closed }) => {
    if (order === null || closed || yearOf(carriedOn) !== year) return [];
    const paper = { act: `paper ${order}`, code: 'paper', month: '', atMost: points };
    return [{ one: null, day: carriedOn, order, stated: points, ...paper }];
  });
  const standing = [...findings, ...balances].sort((a, b) => a.day - b.day || a.order - b.order);
  const done: Weighed[] = [];
  let reminded = false;
  for (const { one, day, act, code, month, stated, atMost } of standing) {
    const again = done.some((before) => code === 'A2' && before.code === 'A2' && before.act !== act);
    const weight = Math.min(again ? 3 : stated, atMost);
    const ofAct = done.filter((before) => before.act === act);
    const heaviest = Math.max(0, ...ofAct.map((before) => before.weight));
    // An act scores its heaviest finding once.
    let counted = weight > heaviest ? weight - total(ofAct) : 0;
    if (code === 'A1' && counted > 0 && !reminded) {
      reminded = true;
      counted = 0;
    }
    if (code === 'A1') {
      const ofMonth = done.filter((before) => before.code === 'A1' && before.month === month);
      counted = Math.min(counted, 2 - total(ofMonth));
    }
    done.push({ one, day, act, code, month, weight, counted });
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

/**
 * Which thresholds a year has reached, and the findings that made up the sum then. Who reaches two gets the higher; what a
 * balance from paper had reached was dealt with on paper.
 */
export function dueIn(model: Model, year: number): Map<'talk' | 'suspension', Case[]> {
  const due = new Map<'talk' | 'suspension', Case[]>();
  const reached = new Set<string>();
  const before: Weighed[] = [];
  for (const each of weigh(model, year).filter(({ one }) => one === null || !isContested(one))) {
    const accepted = acceptedIn(model, year, each.day);
    const net = (some: Weighed[]) => Math.max(0, total(some) - creditedOf(some, accepted));
    const rose = net([...before, each]) > net(before);
    before.push(each);
    const crossed = (['talk', 'suspension'] as const).filter(
      (name) => rose && !reached.has(name) && net(before) >= (name === 'talk' ? 2 : 4),
    );
    for (const name of crossed) reached.add(name);
    const highest = crossed.at(-1);
    if (highest && each.one !== null) {
      due.set(
        highest,
        before.flatMap(({ one, counted }) => (one !== null && counted > 0 ? [one] : [])),
      );
    }
  }
  return due;
}

/** The statutory trigger: two acts with serious consequences in a year, whatever the balance is. */
export function triggerIn(model: Model, year: number): Case[] | undefined {
  const serious = foundIn(model, year).filter((one) => one.code === 'A4' && !isContested(one));
  const acts = serious.filter((one, index) => serious.findIndex(({ act }) => act === one.act) === index);
  return acts.length < 2 ? undefined : acts.slice(0, 2);
}

export function acceptedIn(model: Model, year: number, upTo: number): number {
  const days = model.credits.flatMap(({ acceptedOn }) => acceptedOn ?? []);
  return days.filter((on) => yearOf(on) === year && on <= upTo).length;
}

/** Whether nothing that the doctor may still do about a confirmed finding is open. */
export function settled(model: Model, one: Case): boolean {
  const { appeal } = one;
  if (appeal === 'waived' || appeal === 'withdrawn' || appeal === 'ruled') return true;
  const ends = appealEnds(model, one);
  return appeal === 'none' && ends !== null && model.today > ends;
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

/** On documented leave a clock of the tiny scheme stands still, for thirty days at most. */
export function workingDaysAfter(day: number, count: number, leaves: Model['leaves'] = []): number {
  let [after, left, paused] = [day, count, 0];
  while (left > 0) {
    after += 1;
    const away = leaves.some(({ from, until }) => from <= after && after < until);
    if (away && paused < 30) paused += 1;
    else if (![0, 6].includes(new Date(after * dayMs).getUTCDay())) left -= 1;
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
