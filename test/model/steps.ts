import fc from 'fast-check';
import type { Command, Model, Who } from './model.ts';
import { yearOf } from './sums.ts';

/** One thing that may be tried in a run; whom it is about is chosen among what is there by then, undefined: nothing is. */
export type Step =
  | { readonly label: string; readonly kind: 'commands'; readonly plan: readonly Plan[] }
  | { readonly label: string; readonly kind: 'wait'; readonly days: number | 'to new year' }
  | { readonly label: string; readonly kind: 'crash' };

/** A number: so many days pass first. */
type Plan = ((model: Model) => Command | undefined) | number;

/** Mostly whoever usually does it; now and then somebody who is not to. */
const usually = (who: Who) => fc.constantFrom<Who[]>(who, who, who, who, who, who, 'a', 'b', 'c', 'doctor');
/** Counted from the newest, which is most often meant, so that a run gets to the end of a procedure. */
const back = fc.constantFrom(1, 1, 1, 1, 2, 2, 3);
/** The cycle of today, or the one before. */
const yearsAgo = fc.constantFrom(0, 0, 0, 0, 1);
const by = usually;

const outcome = fc.constantFrom('upheld' as const, 'reduced' as const, 'reduced' as const, 'revoked' as const);

const finding = {
  by: by('a'),
  act: fc.constantFrom('RX1', 'RX2', 'RX3', 'RX4'),
  code: fc.constantFrom('A1', 'A1', 'A1', 'A2', 'A2', 'A2', 'A3:1', 'A3:3', 'A4'),
  daysAgo: fc.constantFrom(0, 0, 0, 30),
} as const;

const onCase = (about: (at: number) => Command, from: number): Plan => {
  return ({ cases }) => (cases.length === 0 ? undefined : about(Math.max(0, cases.length - from)));
};
const one =
  (name: string) =>
  (given: object, plan: Plan | readonly Plan[]): Step => {
    const label = `${name} ${JSON.stringify(given)}`;
    return { label, kind: 'commands', plan: Array.isArray(plan) ? plan : [plan] };
  };

const record = fc.record(finding).map((given) => one('record')(given, () => ({ kind: 'record', ...given })));

/** Straight to a confirmed finding, and often to a settled one: without it few runs would get as far as a sanction. */
const story = fc
  .record({ ...finding, next: fc.constantFrom('', '', 'read', 'waive', 'waive', 'appeal') })
  .map((given) => {
    const { next, ...found } = given;
    const end = next === '' ? [] : [onCase((at) => ({ kind: next, at }), 1)];
    return one('story')(given, [
      () => ({ kind: 'record', ...found }),
      onCase((at) => ({ kind: 'acknowledge', at }), 1),
      onCase((at) => ({ kind: 'confirm', by: 'b', at }), 1),
      ...end,
    ]);
  });

/** An appeal and its ruling. */
const dispute = fc
  .record({ outcome, points: fc.constantFrom(1, 1, 2, 3), by: by('c'), tooLate: fc.constantFrom(true, false, false) })
  .map(({ tooLate, ...given }) =>
    one('dispute')({ ...given, tooLate }, [
      ...(tooLate ? [onCase((at) => ({ kind: 'read', at }), 1), 16] : []),
      onCase((at) => ({ kind: 'appeal', at }), 1),
      onCase((at) => ({ kind: 'rule', ...given, at }), 1),
    ]),
  );

/** A suspension from its ground to its end, as far as it gets. */
const suspension = fc
  .record({
    passed: fc.constantFrom(true, true, true, false),
    waits: fc.constantFrom(20, 35),
    by: by('c'),
    again: fc.boolean(),
  })
  .map((given) => {
    const lift: Plan = ({ today, measures }) => {
      const year = yearOf(today);
      return measures.has(year) ? { kind: 'lift', by: given.by, year } : undefined;
    };
    return one('suspension')(given, [
      ({ today }) => ({ kind: 'record', by: 'a', act: `RX ${today}`, code: 'A4', daysAgo: 0 }),
      onCase((at) => ({ kind: 'acknowledge', at }), 1),
      onCase((at) => ({ kind: 'confirm', by: 'b', at }), 1),
      onCase((at) => ({ kind: 'waive', at }), 1),
      ({ today }) => ({ kind: 'impose', by: 'c', year: yearOf(today), from: today + 1 }),
      1,
      ({ today }) => ({ kind: 'exam', by: 'c', year: yearOf(today), passed: given.passed }),
      ...(given.again ? [lift] : []),
      given.waits,
      lift,
    ]);
  });

/** Two persons take a finding back. */
const reversal = fc
  .record({ first: fc.constantFrom<Who[]>('a', 'b'), second: fc.constantFrom<Who[]>('a', 'b', 'c'), back })
  .map((given) =>
    one('reversal')(given, [
      onCase((at) => ({ kind: 'propose', by: given.first, at }), given.back),
      onCase((at) => ({ kind: 'reverse', by: given.second, at }), given.back),
    ]),
  );

/** What the doctor does. */
const answer = fc
  .record({ kind: fc.constantFrom('state', 'acknowledge', 'read', 'appeal', 'appeal', 'waive'), back })
  .map((given) =>
    one('answer')(
      given,
      onCase((at) => ({ kind: given.kind, at }), given.back),
    ),
  );

const decide = fc
  .record({
    kind: fc.constantFrom('confirm', 'confirm', 'confirm', 'dismiss', 'withdraw', 'deliver'),
    by: by('b'),
    back,
  })
  .map(({ back: from, ...given }) =>
    one('decide')(
      { ...given, from },
      onCase((at) => ({ ...given, at }), from),
    ),
  );

const rule = fc
  .record({
    by: by('c'),
    outcome,
    points: fc.nat(4),
    back,
  })
  .map(({ back: from, ...given }) =>
    one('rule')(
      { ...given, from },
      onCase((at) => ({ kind: 'rule', ...given, at }), from),
    ),
  );

const undo = fc
  .record({ kind: fc.constantFrom('propose', 'reverse'), by: fc.constantFrom<Who[]>('a', 'b', 'c', 'doctor'), back })
  .map(({ back: from, ...given }) =>
    one('undo')(
      { ...given, from },
      onCase((at) => ({ ...given, at }), from),
    ),
  );

const accepted = (who: Who, from: number): Plan => {
  return ({ credits }) => {
    const at = Math.max(0, credits.length - from);
    return credits.length === 0 ? undefined : { kind: 'accept', by: who, at };
  };
};
const credit = fc
  .record({ by: by('a'), second: by('b') })
  .map((given) => one('credit')(given, [() => ({ kind: 'credit', by: given.by }), accepted(given.second, 1)]));
const accept = fc.record({ by: by('b'), back }).map((given) => one('accept')(given, accepted(given.by, given.back)));

const impose = fc.record({ by: by('c'), yearsAgo, inDays: fc.constantFrom(0, 1, 1, 1, 1) }).map((given) =>
  one('impose')(given, ({ today }) => {
    return { kind: 'impose', by: given.by, year: yearOf(today) - given.yearsAgo, from: today + given.inDays };
  }),
);

const follow = fc.record({ by: by('c'), kind: fc.constantFrom('talk', 'lift', 'lift'), yearsAgo }).map((given) =>
  one('follow')(given, ({ today, measures }) => {
    const year = yearOf(today) - given.yearsAgo;
    return given.kind === 'lift' && !measures.has(year) ? undefined : { kind: given.kind, by: given.by, year };
  }),
);

const exam = fc
  .record({ by: by('c'), passed: fc.boolean(), yearsAgo })
  .map(({ yearsAgo: ago, ...given }) =>
    one('exam')({ ...given, ago }, ({ today }) => ({ kind: 'exam', ...given, year: yearOf(today) - ago })),
  );

const hold = fc
  .record({ by: by('c'), days: fc.constantFrom(1, 3, 40) })
  .map((given) => one('hold')(given, () => ({ kind: 'hold', ...given })));

const wait = fc
  .constantFrom(1, 3, 7, 8, 14, 15, 35, 85)
  .map((days): Step => ({ label: `${days} days pass`, kind: 'wait', days }));
const roll = fc.constant<Step>({ label: 'the cycle rolls', kind: 'wait', days: 'to new year' });
/** Dear, so rare. */
const crash = fc.nat(3).map((n): Step => {
  return n === 0 ? { label: 'crash', kind: 'crash' } : { label: 'a day passes', kind: 'wait', days: 1 };
});

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: record },
  { weight: 20, arbitrary: story },
  { weight: 9, arbitrary: dispute },
  { weight: 3, arbitrary: suspension },
  { weight: 4, arbitrary: reversal },
  { weight: 18, arbitrary: answer },
  { weight: 16, arbitrary: decide },
  { weight: 8, arbitrary: rule },
  { weight: 8, arbitrary: undo },
  { weight: 8, arbitrary: credit },
  { weight: 3, arbitrary: accept },
  { weight: 7, arbitrary: impose },
  { weight: 6, arbitrary: follow },
  { weight: 5, arbitrary: exam },
  { weight: 4, arbitrary: hold },
  { weight: 20, arbitrary: wait },
  { weight: 2, arbitrary: roll },
  { weight: 1, arbitrary: crash },
);
