import { appealProblems } from './problems-appeal.ts';
import { costProblems } from './problems-cost.ts';
import { deductionProblems } from './problems-deductions.ts';
import { doorProblems } from './problems-doors.ts';
import { fieldProblems } from './problems-fields.ts';
import { fileProblems } from './problems-files.ts';
import { importProblems } from './problems-import.ts';
import { logProblems } from './problems-log.ts';
import { measureProblems } from './problems-measures.ts';
import { recusalProblems } from './problems-recusal.ts';
import { registerProblems } from './problems-register.ts';
import { ruleProblems } from './problems-rules.ts';
import { sanctionProblems } from './problems-sanctions.ts';
import { webhookProblems } from './problems-webhooks.ts';
import { effectProblems } from './signals/problems-effect.ts';
import { followUpProblems } from './signals/problems-follow-up.ts';

/** Sentences by code; `{name}` is replaced by the parameter of that name. */
export type Messages = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** Every refusal the service can utter, in both languages. */
export const problemMessages: Messages = {
  ...appealProblems,
  ...costProblems,
  ...deductionProblems,
  ...doorProblems,
  ...effectProblems,
  ...fieldProblems,
  ...fileProblems,
  ...followUpProblems,
  ...logProblems,
  ...importProblems,
  ...recusalProblems,
  ...registerProblems,
  ...ruleProblems,
  ...measureProblems,
  ...sanctionProblems,
  ...webhookProblems,
};
