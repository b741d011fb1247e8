import type { Schema } from '../api/client.ts';
import { useForm } from '../language/form.ts';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/** A clock in words: its last day, or the earliest that it can be while a year's holidays are not known. */
export function useClock(): (clock: Schema<'Duty'>['clock']) => string {
  const say = useWords(partWords);
  const form = useForm();
  return (clock) => {
    if (clock === null) return '';
    const { due, notBefore } = clock;
    return due === null ? say('dueOpen', { on: form.date(notBefore) }) : say('due', { on: form.date(due) });
  };
}
