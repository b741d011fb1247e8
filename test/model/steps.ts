import fc from 'fast-check';
import type { Command, Model, OtherCode, Who } from './model.ts';
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
  other: fc.constantFrom<(OtherCode | null)[]>(null, null, null, null, 'B1', 'B3'),
  daysAgo: fc.constantFrom(0, 0, 0, 30),
} as const;

/** One that is there, counted from the newest. */
const newest = (all: readonly unknown[], from = 1): number | undefined =>
  all.length === 0 ? undefined : Math.max(0, all.length - from);

const onCase = (about: (at: number) => Command, from: number): Plan => {
  return ({ cases }) => {
    const at = newest(cases, from);
    return at === undefined ? undefined : about(at);
  };
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
  .record({
    ...finding,
    answer: fc.constantFrom(...Array<'acknowledge'>(7).fill('acknowledge'), 'state' as const),
    verdict: fc.constantFrom(...Array<'confirm'>(8).fill('confirm'), 'dismiss' as const, 'withdraw' as const),
    next: fc.constantFrom('', '', 'read', 'deliver', 'waive', 'waive', 'waive', 'appeal'),
  })
  .map((given) => {
    const { next, verdict, answer: said, ...found } = given;
    const end: Plan = onCase(
      (at) => (next === 'deliver' ? { kind: next, by: 'b', at } : { kind: next || 'read', at }),
      1,
    );
    return one('story')(given, [
      () => ({ kind: 'record', ...found }),
      onCase((at) => ({ kind: said, at }), 1),
      onCase((at) => ({ kind: verdict, by: 'b', at }), 1),
      ...(next === '' ? [] : [end]),
    ]);
  });

const toDispute = (other: OtherCode | null): Plan[] => [
  ({ today, cases }) => {
    return { kind: 'record', by: 'a', act: `DISPUTE ${today} ${cases.length}`, code: 'A2', other, daysAgo: 0 };
  },
  onCase((at) => ({ kind: 'acknowledge', at }), 1),
  onCase((at) => ({ kind: 'confirm', by: 'b', at }), 1),
];

/** An appeal, and its ruling or its end by the doctor. */
const dispute = fc
  .record({
    outcome,
    points: fc.constantFrom(1, 1, 2, 3),
    by: by('c'),
    tooLate: fc.constantFrom(true, false, false),
    takenBack: fc.constantFrom(true, false, false),
    about: fc.constantFrom<(OtherCode | 'what is there' | null)[]>(null, null, 'B3', 'what is there'),
  })
  .map(({ tooLate, takenBack, about, ...given }) =>
    one('dispute')({ ...given, tooLate, takenBack, about }, [
      ...(about === 'what is there' ? [] : toDispute(about)),
      ...(tooLate ? [onCase((at) => ({ kind: 'read', at }), 1), 19] : []),
      onCase((at) => ({ kind: 'appeal', at }), 1),
      ...(takenBack ? [onCase((at) => ({ kind: 'take back', at }), 1)] : []),
      onCase((at) => ({ kind: 'rule', ...given, at }), 1),
    ]),
  );

/** A reminder talk and what made it due. */
const talk = fc
  .record({ by: by('c') })
  .map((given) =>
    one('talk')(given, [
      ({ today }) => ({ kind: 'record', by: 'a', act: `TALK ${today}`, code: 'A3:3', other: null, daysAgo: 0 }),
      onCase((at) => ({ kind: 'acknowledge', at }), 1),
      onCase((at) => ({ kind: 'confirm', by: 'b', at }), 1),
      ({ today }) => ({ kind: 'talk', by: given.by, year: yearOf(today) }),
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
      ({ today }) => ({ kind: 'record', by: 'a', act: `RX ${today}`, code: 'A4', other: null, daysAgo: 0 }),
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

/** The law's own measure: two serious acts in a year, and what a hospital makes of them. */
const law = fc
  .record({ by: by('c'), next: fc.constantFrom('enforce', 'enforce', 'set aside'), over: fc.boolean() })
  .map((given) => {
    const serious = (act: string): Plan[] => [
      ({ today }) => ({ kind: 'record', by: 'a', act: `${act} ${today}`, code: 'A4', other: null, daysAgo: 0 }),
      onCase((at) => ({ kind: 'acknowledge', at }), 1),
      onCase((at) => ({ kind: 'confirm', by: 'b', at }), 1),
      onCase((at) => ({ kind: 'waive', at }), 1),
    ];
    const enforce: Plan = ({ today }) => ({ kind: 'enforce', by: given.by, year: yearOf(today), from: today + 1 });
    const setAside: Plan = ({ today }) => ({ kind: 'set aside', by: given.by, year: yearOf(today) });
    const restore: Plan = ({ today, enforced }) => {
      return enforced.has(yearOf(today)) ? { kind: 'restore', by: given.by, year: yearOf(today) } : undefined;
    };
    const ends = given.next === 'enforce' ? [enforce, 3, ...(given.over ? [restore] : [])] : [setAside];
    return one('law')(given, [...serious('LAW1'), ...serious('LAW2'), ...ends]);
  });

const ofLaw = fc
  .record({ by: by('c'), kind: fc.constantFrom('enforce', 'set aside', 'restore', 'restore'), yearsAgo })
  .map((given) =>
    one('of law')(given, ({ today, enforced }) => {
      const year = yearOf(today) - given.yearsAgo;
      if (given.kind === 'enforce') return { kind: 'enforce', by: given.by, year, from: today + 1 };
      return given.kind === 'restore' && !enforced.has(year) ? undefined : { kind: given.kind, by: given.by, year };
    }),
  );

const onOpening = (kind: 'open' | 'propose closing' | 'close', who: Who): Plan => {
  return ({ openings }) => {
    const opening = newest(openings);
    return opening === undefined ? undefined : { kind, by: who, opening };
  };
};
/** A balance from paper, confirmed or not, and sometimes taken back by two persons. */
const balance = fc
  .record({
    by: by('a'),
    second: by('b'),
    points: fc.constantFrom(1, 2, 2, 3, 4),
    daysAgo: fc.constantFrom(0, 0, 3, 30),
    closes: fc.constantFrom(false, false, true),
  })
  .map(({ second, closes, ...given }) =>
    one('balance')({ ...given, second, closes }, [
      () => ({ kind: 'carry', ...given }),
      onOpening('open', second),
      ...(closes ? [onOpening('propose closing', 'a'), onOpening('close', second)] : []),
    ]),
  );
const ofBalance = fc
  .record({ kind: fc.constantFrom('open', 'propose closing', 'close'), by: by('b') })
  .map((given) => one('of balance')(given, onOpening(given.kind, given.by)));

/** A documented absence, in the past or still to come; now and then the doctor is back sooner. */
const leave = fc
  .record({
    by: by('c'),
    daysAgo: fc.constantFrom(-3, 0, 0, 2, 20),
    days: fc.constantFrom(1, 4, 10, 45),
    back: fc.constantFrom(null, null, 0, 2, 50),
  })
  .map(({ back: after, ...given }) =>
    one('leave')({ ...given, after }, [
      () => ({ kind: 'leave', ...given }),
      ({ leaves }) => {
        const at = newest(leaves);
        const from = at === undefined ? undefined : leaves[at]?.from;
        if (at === undefined || from === undefined || after === null) return undefined;
        return { kind: 'be back', by: given.by, leave: at, until: from + after };
      },
    ]),
  );

/** What an authority outside made of a finding, with no appeal here or beside one. */
const outside = fc.record({ by: by('a'), outcome, points: fc.nat(4), back }).map(({ back: from, ...given }) =>
  one('outside')(
    { ...given, from },
    onCase((at) => ({ kind: 'outcome', ...given, at }), from),
  ),
);

/** Two persons take a finding back, or one of them thinks better of it. */
const reversal = fc
  .record({
    first: fc.constantFrom<Who[]>('a', 'b'),
    kind: fc.constantFrom('reverse', 'reverse', 'keep'),
    second: fc.constantFrom<Who[]>('a', 'b', 'c'),
    back,
  })
  .map((given) =>
    one('reversal')(given, [
      onCase((at) => ({ kind: 'propose', by: given.first, at }), given.back),
      onCase((at) => ({ kind: given.kind, by: given.second, at }), given.back),
    ]),
  );

/** What the doctor does. */
const answer = fc
  .record({ kind: fc.constantFrom('state', 'acknowledge', 'read', 'appeal', 'appeal', 'waive', 'take back'), back })
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
  .record({
    kind: fc.constantFrom('propose', 'reverse', 'keep'),
    by: fc.constantFrom<Who[]>('a', 'b', 'c', 'doctor'),
    back,
  })
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
const crash = fc.nat(1).map((n): Step => {
  return n === 0 ? { label: 'crash', kind: 'crash' } : { label: 'a day passes', kind: 'wait', days: 1 };
});

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: record },
  { weight: 20, arbitrary: story },
  { weight: 12, arbitrary: dispute },
  { weight: 3, arbitrary: suspension },
  { weight: 3, arbitrary: talk },
  { weight: 6, arbitrary: reversal },
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
  { weight: 3, arbitrary: law },
  { weight: 4, arbitrary: ofLaw },
  { weight: 6, arbitrary: balance },
  { weight: 3, arbitrary: ofBalance },
  { weight: 6, arbitrary: leave },
  { weight: 6, arbitrary: outside },
  { weight: 20, arbitrary: wait },
  { weight: 2, arbitrary: roll },
  { weight: 1, arbitrary: crash },
);
