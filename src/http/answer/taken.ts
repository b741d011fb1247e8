import { instantOf } from '../../core/time.ts';
import type { Context } from '../../usecases/context.ts';

/** Who took a file that names people, and when: in every line, because lines are copied out of files. */
export interface Taken {
  readonly by: string;
  readonly at: string;
}

export async function takenNow({ store, clock, actor }: Context): Promise<Taken> {
  const names = await store.people.namesOf([actor.personId]);
  return { by: names.get(actor.personId) ?? actor.personId, at: instantOf(clock.now()) };
}

/** The heads of the columns, zh and en. */
export const takenColumns: readonly (readonly [string, string])[] = [
  ['导出人', 'taken by'],
  ['导出时间', 'taken at'],
];

export function takenCells({ by, at }: Taken): readonly string[] {
  return [by, at];
}
