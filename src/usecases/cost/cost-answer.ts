import type { LiveCost } from '../../core/cost/live.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { CostContext } from './cost-context.ts';

/**
 * One question of drug cost. Whether it may be asked is decided before anything is read or found in the cache; the answer
 * itself is a pure function of the live figures, the register, the measures, the day and the command.
 */
export interface CostQuestion<C, A> {
  readonly name: string;
  /** @throws DomainError absent, access.forbidden. */
  readonly reach: (context: CostContext, command: C) => void;
  readonly answer: (context: CostContext, live: LiveCost, command: C) => A;
}

/** @throws DomainError as the question. */
export async function answered<C, A>(context: CostContext, question: CostQuestion<C, A>, command: C): Promise<A> {
  question.reach(context, command);
  return question.answer(context, await context.live.current(), command);
}

/** How an answer is written: JSON, or CSV in a language. */
export interface Encoding<A> {
  readonly name: string;
  readonly encode: (answer: A) => string;
}

/**
 * The answer as bytes, kept until a slice is switched, a place changes or the day ends: a chart that everybody opens is
 * computed once.
 *
 * @throws DomainError as the question.
 */
export async function answerBytes<C, A>(
  context: CostContext,
  question: CostQuestion<C, A>,
  command: C,
  encoding: Encoding<A>,
): Promise<Uint8Array> {
  question.reach(context, command);
  const live = await context.live.current();
  const today = shanghaiDateOf(context.now());
  const state = `${live.version} ${context.places.version} ${today}`;
  const key = `${question.name} ${encoding.name} ${state} ${JSON.stringify(command)}`;
  const known = context.answers.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(encoding.encode(question.answer(context, live, command)));
  context.answers.set(key, bytes);
  return bytes;
}

export function asJson<A>(): Encoding<A> {
  return { name: 'json', encode: (answer) => JSON.stringify(answer) };
}
