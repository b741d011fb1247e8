import type { LiveCost } from '../../core/cost/live.ts';
import { type Instant, shanghaiDateOf } from '../../core/time.ts';
import type { CostContext } from './cost-context.ts';

/**
 * One question of drug cost. Whether it may be asked is decided before anything is read or found in the cache; the answer
 * itself is a pure function of the live figures, the register, the measures, the day and the command.
 */
export interface CostQuestion<C, A> {
  readonly name: string;
  /** @throws DomainError absent, access.forbidden. */
  readonly reach: (context: CostContext, command: C) => void;
  readonly answer: (context: CostContext, live: LiveCost, command: C) => A | Promise<A>;
  /** Part of it is read from the file of rollups and not from memory. */
  readonly readsFile?: boolean;
}

/** @throws DomainError as the question. */
export async function answered<C, A>(context: CostContext, question: CostQuestion<C, A>, command: C): Promise<A> {
  question.reach(context, command);
  return (await settled(context, question, command, await context.live.current())).answer;
}

/** How often a question is asked anew because slices were switched while it read; then it answers with what it has. */
const maxTurns = 3;

/** What is read from the file belongs to the figures in memory: where a slice was switched in between, it is read anew. */
async function settled<C, A>(
  context: CostContext,
  question: CostQuestion<C, A>,
  command: C,
  live: LiveCost,
): Promise<{ readonly live: LiveCost; readonly answer: A }> {
  let known = live;
  for (let turn = 1; ; turn += 1) {
    const answer = await question.answer(context, known, command);
    if (question.readsFile !== true || turn === maxTurns) return { live: known, answer };
    const newest = await context.live.current();
    if (newest.version === known.version) return { live: known, answer };
    known = newest;
  }
}

/** How an answer is written: JSON, or CSV in a language. */
export interface Encoding<A> {
  readonly name: string;
  readonly encode: (answer: A) => string;
}

export interface Answer {
  readonly bytes: Uint8Array;
  /** It was read from a copy: what was committed before this instant is in it. Undefined: all that was committed is. */
  readonly dataAsOf: Instant | undefined;
}

/**
 * The answer as bytes, from the copy where there is one, kept until a slice is switched, a place changes or the day ends: a chart that everybody opens is
 * computed once.
 *
 * @throws DomainError as the question.
 */
export async function answerBytes<C, A>(
  context: CostContext,
  question: CostQuestion<C, A>,
  command: C,
  encoding: Encoding<A>,
): Promise<Answer> {
  question.reach(context, command);
  // Before anything is read: what is read is at least as new.
  const dataAsOf = await context.copy?.asOf();
  const { copy } = context;
  const from: CostContext =
    copy === undefined || dataAsOf === undefined
      ? context
      : { ...context, live: copy.live, cost: { ...context.cost, ...copy.reads } };
  return { bytes: await bytesFrom(from, question, command, encoding), dataAsOf };
}

async function bytesFrom<C, A>(
  context: CostContext,
  question: CostQuestion<C, A>,
  command: C,
  encoding: Encoding<A>,
): Promise<Uint8Array> {
  const live = await context.live.current();
  const today = shanghaiDateOf(context.now());
  const asked = JSON.stringify(command);
  const keyAt = ({ version }: LiveCost) =>
    `${question.name} ${encoding.name} ${version} ${context.places.version} ${today} ${asked}`;
  const known = context.answers.get(keyAt(live));
  if (known !== undefined) return known;
  const found = await settled(context, question, command, live);
  const bytes = Buffer.from(encoding.encode(found.answer));
  context.answers.set(keyAt(found.live), bytes);
  return bytes;
}

export function asJson<A>(): Encoding<A> {
  return { name: 'json', encode: (answer) => JSON.stringify(answer) };
}
