import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '../../src/core/errors.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { verifySqlite } from '../../src/store/verify-sqlite.ts';
import { deductions } from '../../src/usecases/deductions/deduction-list.ts';
import { ownStanding } from '../../src/usecases/deductions/standing.ts';
import { rightStatus } from '../../src/usecases/rights/right.ts';
import { apply, type Command, type Model, newModel } from './model.ts';
import { refusals } from './refusals.ts';
import { anyStep, type Step } from './steps.ts';
import { dayMs, dueIn, stateOf, sumsOf, yearOf } from './sums.ts';
import { contextOf, foundWorld, newSubject, perform, type Subject, type World } from './world.ts';

/** MODEL_RUNS asks for more, MODEL_SEED for the same again. */
const runs = Number(process.env.MODEL_RUNS ?? 500);
const seed = process.env.MODEL_SEED === undefined ? undefined : Number(process.env.MODEL_SEED);
const verifiedEach = 50;
const lastYear = 2042;

let world: World;
beforeAll(async () => {
  world = await foundWorld();
});
afterAll(() => world.close());

/** What the model says; a wrong variant shows that the comparison would see it. */
interface Rules {
  readonly refusals: typeof refusals;
  readonly sums: typeof sumsOf;
}

interface Real {
  readonly subject: Subject;
  readonly rules: Rules;
}

/** How often each command was accepted, and refused for which reason, over all runs. */
type Seen = Map<string, number>;

class Tried implements fc.AsyncCommand<Model, Real> {
  readonly step: Step;
  readonly seen: Seen;

  constructor(step: Step, seen: Seen) {
    this.step = step;
    this.seen = seen;
  }

  check(model: Readonly<Model>): boolean {
    const { step } = this;
    const [first] = step.kind === 'commands' ? step.plan : [];
    return typeof first !== 'function' || first(model) !== undefined;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { step, seen } = this;
    switch (step.kind) {
      case 'crash':
        await world.crash();
        break;
      case 'wait':
        pass(
          model,
          step.days === 'to new year' ? Date.UTC(yearOf(model.today) + 1, 0, 1) / dayMs - model.today : step.days,
        );
        break;
      case 'commands':
        for (const plan of step.plan) {
          if (typeof plan === 'number') pass(model, plan);
          const command = typeof plan === 'number' ? undefined : plan(model);
          if (command === undefined) continue;
          const outcome = await tried(model, real, command);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          await compareStanding(model, real);
        }
        return;
    }
    seen.set(step.kind, (seen.get(step.kind) ?? 0) + 1);
    await compareStanding(model, real);
  }

  toString(): string {
    return this.step.label;
  }
}

function pass(model: Model, days: number): void {
  world.service.clock.advanceDays(days);
  model.today += days;
}

/** @returns the kind of the command, or the code it was refused with. */
async function tried(model: Model, { subject, rules }: Real, command: Command): Promise<string> {
  const expected = rules.refusals(model, command);
  const code = await perform(subject, command, model.today).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
  const said = { command, refused: code ?? 'no', accordingToModel: expected };
  if (code === undefined) expect(said).toEqual({ ...said, accordingToModel: [] });
  else expect(said).toEqual({ ...said, accordingToModel: expect.arrayContaining([code]) });
  if (code === undefined) apply(model, command);
  return code ?? command.kind;
}

async function compareStanding(model: Model, { subject, rules }: Real): Promise<void> {
  const { service, city } = world;
  const { standings } = await ownStanding(contextOf(subject, 'doctor'), {});
  const [standing] = standings;
  const { left, counted, credited, contested, sanctionsDue } = standing ?? expect.fail('no standing');
  const thisYear = yearOf(model.today);
  const due = [thisYear - 2, thisYear - 1, thisYear].flatMap((year) =>
    [...dueIn(model, year).keys()].map((name) => `tiny:${name}:${year}`),
  );
  const known = new Set(due);
  expect({ left, counted, credited, contested }).toEqual(rules.sums(model));
  expect(
    sanctionsDue
      .map(({ id }) => id)
      .filter((id) => known.has(id) || Number(id.slice(-4)) > thisYear - 3)
      .sort(),
  ).toEqual(due.sort());

  const context = { ...service.ports, actor: city.first.his.context.actor, idempotency: undefined };
  const { hospitals } = await rightStatus(context, { licenceNo: subject.licenceNo });
  const general = hospitals[0]?.rights.find(({ kind }) => kind === 'general')?.status;
  const measured = [...model.measures.values()].some(({ from, lifted }) => from <= model.today && !lifted);
  expect(general).toBe(measured || model.holdUntil > model.today ? 'suspended' : 'active');

  const entries = await service.ports.store.ledger.entriesOf([{ kind: 'doctor', id: subject.doctorId }]);
  const signers = (kind: string, id: string) =>
    entries.flatMap(({ event, by }) =>
      event.kind === kind && 'deductionId' in event && event.deductionId === id ? by.personId : [],
    );
  const counting = [...(standing?.countedItems ?? []), ...(standing?.contestedItems ?? [])];
  for (const item of counting) {
    const deductionId = 'deductionId' in item ? item.deductionId : expect.fail('the doctor sees all of the own record');
    const persons = [...signers('deduction.recorded', deductionId), ...signers('deduction.confirmed', deductionId)];
    expect(persons).toHaveLength(2);
    expect(new Set(persons).size).toBe(2);
  }
  for (const deductionId of subject.deductionIds) {
    expect(signers('deduction.reversed', deductionId).length).toBeLessThanOrEqual(1);
  }
}

/** The tables, whose states are computed in SQL, against the model. */
async function compareList(model: Model, { subject }: Real): Promise<void> {
  const { items } = await deductions(contextOf(subject, 'a'), { doctorId: subject.doctorId }, { limit: 100 });
  const states = items.map(({ deductionId, state }) => [subject.deductionIds.indexOf(deductionId), state]);
  expect(states.reverse()).toEqual(model.cases.map((one, at) => [at, stateOf(one, model.today)]));
}

function verifyFile(): void {
  const connection = openSqlite(join(world.service.folder, 'data', 'rx12.db'), 'read-only');
  try {
    expect(verifySqlite(connection).findings).toEqual([]);
  } finally {
    connection.close();
  }
}

async function check(count: number, rules: Rules, seen: Seen, endOnFailure: boolean) {
  let done = 0;
  const commands = fc.commands([anyStep.map((step) => new Tried(step, seen))], { maxCommands: 14, size: 'max' });
  const property = fc.asyncProperty(commands, async (sequence) => {
    if (world.service.clock.now() > Date.UTC(lastYear, 0, 1)) await world.setBack();
    const model = newModel(Math.floor(world.service.clock.now() / dayMs));
    const real = { subject: await newSubject(world), rules };
    await fc.asyncModelRun(() => ({ model, real }), sequence);
    await compareList(model, real);
    done += 1;
    if (done % verifiedEach === 0) verifyFile();
  });
  return fc.check(property, { numRuns: count, endOnFailure, ...(seed === undefined ? {} : { seed }) });
}

test(`every life of a doctor's record is the one on paper, ${runs} times`, {
  timeout: 60_000 + runs * 200,
}, async () => {
  const seen: Seen = new Map();
  const details = await check(runs, { refusals, sums: sumsOf }, seen, false);
  const counts = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => `${name} ${times}`);
  process.stdout.write(`MODEL_SEED=${details.seed} MODEL_RUNS=${details.numRuns}: ${counts.join(', ')}\n`);
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  // What was never accepted was never tested.
  if (runs >= 500) expect([...seen.keys()]).toEqual(expect.arrayContaining(everyKind));
  verifyFile();
});

const everyKind: (Command['kind'] | Step['kind'])[] = [
  ...([
    'record',
    'state',
    'acknowledge',
    'confirm',
    'dismiss',
    'withdraw',
    'deliver',
    'read',
    'appeal',
    'waive',
  ] as const),
  ...([
    'rule',
    'propose',
    'reverse',
    'credit',
    'accept',
    'impose',
    'exam',
    'talk',
    'lift',
    'hold',
    'wait',
    'crash',
  ] as const),
];

/** Each is wrong in one place, as the service might be. */
const wrong: Readonly<Record<string, Rules>> = {
  'whoever recorded it may confirm it': {
    refusals: (model, command) => refusals(model, command).filter((code) => code !== 'deduction.own-confirmation'),
    sums: sumsOf,
  },
  'the window to appeal never closes': {
    refusals: (model, command) => refusals(model, command).filter((code) => code !== 'appeal.too-late'),
    sums: sumsOf,
  },
  'a finding that was reversed still counts': {
    refusals,
    sums: (model) => {
      const cases = model.cases.map((one) => (one.fallen === 'reversed' ? { ...one, fallen: null } : one));
      return sumsOf({ ...model, cases });
    },
  },
  'nothing is given back': { refusals, sums: (model) => sumsOf({ ...model, credits: [] }) },
};

test.each(Object.keys(wrong))('a model in which %s is found out', { timeout: 120_000 }, async (name) => {
  const details = await check(Math.max(runs, 500), wrong[name] ?? expect.fail(name), new Map(), true);
  expect(details.failed).toBe(true);
});
