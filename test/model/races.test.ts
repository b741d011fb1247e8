import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '../../src/core/errors.ts';
import { onPostgres } from '../support/service.ts';
import { apply, type Command, type Model, newModel } from './model.ts';
import { refusals } from './refusals.ts';
import { dayMs } from './sums.ts';
import { contextOf, foundWorld, newSubject, perform, type Subject, type World } from './world.ts';

/** Over a server each try takes many times as long. */
const share = onPostgres ? 5 : 1;

let world: World;
beforeAll(async () => {
  world = await foundWorld();
});
afterAll(() => world.close());

/** Each ends what is open. */
const decisions = ['confirm', 'dismiss', 'withdraw'] as const;
/** Each may make a confirmed finding fall. */
const afterConfirming = ['rule', 'reverse'] as const;
const person = fc.constantFrom<('b' | 'c')[]>('b', 'c');

async function doAll(subject: Subject, model: Model, commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    expect(refusals(model, command)).toEqual([]);
    await perform(subject, command, model.today);
    apply(model, command);
  }
}

/** All at once. @returns the code each was refused with; null: it was accepted. */
async function atOnce(subject: Subject, model: Model, commands: readonly Command[]): Promise<(string | null)[]> {
  return Promise.all(
    commands.map((command) =>
      perform(subject, command, model.today).then(
        () => null,
        (error: unknown) => (error instanceof DomainError ? error.code : expect.fail(String(error))),
      ),
    ),
  );
}

const recorded: readonly Command[] = [
  { kind: 'record', by: 'a', act: 'RX1', code: 'A2', other: null, daysAgo: 0 },
  { kind: 'acknowledge', at: 0 },
];

async function fresh(): Promise<{ subject: Subject; model: Model }> {
  const subject = await newSubject(world);
  return { subject, model: newModel(Math.floor(world.service.clock.now() / dayMs)) };
}

async function decidedBy(subject: Subject, kinds: ReadonlySet<string>): Promise<string[]> {
  const stream = { kind: 'doctor' as const, id: subject.doctorId };
  const entries = await contextOf(subject, 'a').store.ledger.entriesOf([stream]);
  return entries.map(({ event }) => event.kind as string).filter((kind) => kinds.has(kind));
}

test('of decisions on one open deduction at the same time exactly one is taken', async () => {
  const one = fc.record({ kind: fc.constantFrom(...decisions), by: person });
  const several = fc.array(one, { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(several, async (all) => {
      const { subject, model } = await fresh();
      await doAll(subject, model, recorded);
      const refused = await atOnce(
        subject,
        model,
        all.map((each): Command => ({ ...each, at: 0 })),
      );
      expect(refused.filter((code) => code === null)).toHaveLength(1);
      for (const code of refused) {
        expect([null, 'deduction.already-confirmed', 'deduction.already-closed']).toContain(code);
      }
      const kinds = new Set(['deduction.confirmed', 'deduction.dismissed', 'deduction.withdrawn']);
      expect(await decidedBy(subject, kinds)).toHaveLength(1);
    }),
    { numRuns: 40 / share },
  );
});

test('of rulings on one appeal at the same time exactly one is given', async () => {
  const outcomes = fc.array(fc.constantFrom('upheld' as const, 'reduced' as const, 'revoked' as const), {
    minLength: 2,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(outcomes, async (all) => {
      const { subject, model } = await fresh();
      const appealed: readonly Command[] = [
        ...recorded,
        { kind: 'confirm', by: 'b', at: 0 },
        { kind: 'appeal', at: 0 },
      ];
      await doAll(subject, model, appealed);
      const refused = await atOnce(
        subject,
        model,
        all.map((outcome) => ({ kind: 'rule', by: 'c', at: 0, outcome, points: 1 })),
      );
      expect(refused.toSorted()).toEqual([...all.slice(1).map(() => 'ruling.no-appeal-open'), null].toSorted());
      expect(await decidedBy(subject, new Set(['deduction.ruled']))).toHaveLength(1);
    }),
    { numRuns: 20 / share },
  );
});

test('an appeal ends once, by the doctor or by a ruling, however many try at the same time', async () => {
  const ends = fc.uniqueArray(fc.constantFrom('take back' as const, 'rule' as const), { minLength: 2, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(ends, async (all) => {
      const { subject, model } = await fresh();
      await doAll(subject, model, [...recorded, { kind: 'confirm', by: 'b', at: 0 }, { kind: 'appeal', at: 0 }]);
      const commands = [...all, 'take back' as const].map((kind): Command => {
        return kind === 'rule' ? { kind, by: 'c', at: 0, outcome: 'upheld', points: 0 } : { kind, at: 0 };
      });
      const refused = await atOnce(subject, model, commands);
      expect(refused.filter((code) => code === null)).toHaveLength(1);
      for (const code of refused) {
        expect([null, 'ruling.no-appeal-open', 'appeal.withdrawn', 'appeal.none-open']).toContain(code);
      }
      expect(await decidedBy(subject, new Set(['deduction.ruled', 'deduction.appeal-withdrawn']))).toHaveLength(1);
    }),
    { numRuns: 20 / share },
  );
});

test('a finding falls once, whether by a ruling or by two persons, however many try at the same time', async () => {
  const tries = fc.array(fc.constantFrom(...afterConfirming), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(tries, async (all) => {
      const { subject, model } = await fresh();
      const contested: readonly Command[] = [
        ...recorded,
        { kind: 'confirm', by: 'b', at: 0 },
        { kind: 'appeal', at: 0 },
        { kind: 'propose', by: 'a', at: 0 },
      ];
      await doAll(subject, model, contested);
      const commands = all.map(
        (kind): Command =>
          kind === 'reverse' ? { kind, by: 'b', at: 0 } : { kind, by: 'c', at: 0, outcome: 'revoked', points: 0 },
      );
      const refused = await atOnce(subject, model, commands);
      expect(refused.filter((code) => code === null)).toHaveLength(1);
      for (const code of refused) expect([null, 'ruling.no-appeal-open', 'reversal.twice']).toContain(code);
    }),
    { numRuns: 20 / share },
  );
});

test('without the check on the stream two would win', async () => {
  const { subject, model } = await fresh();
  await doAll(subject, model, recorded);
  const { ledger } = world.service.ports.store;
  const by = { personId: 'per_x', accountId: 'acc_x', role: 'reviewer' };
  const deductionId = subject.deductionIds[0] ?? '';
  const { doctorId } = subject;
  const event = { kind: 'deduction.dismissed', v: 1, deductionId, doctorId, reason: '…', exculpation: null } as const;
  const stream = { kind: 'doctor' as const, id: doctorId };
  const decidedOn = await ledger.lengthOf(stream);
  const drafts = [{ event, by, streams: [{ ...stream, decidedOn }] }];
  const outcomes = await Promise.allSettled([ledger.append(drafts), ledger.append(drafts)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await ledger.append([{ event, by, streams: [stream] }]);
  expect(await decidedBy(subject, new Set(['deduction.dismissed']))).toHaveLength(2);
});
