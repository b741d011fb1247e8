import { DomainError, type ProblemRow } from '../../core/errors.ts';
import type { Draft } from '../../core/ledger/entry.ts';
import type { Minutes } from '../../core/procedure/appeal/due-process.ts';
import { confirmDeduction } from '../../core/procedure/deduction-decide.ts';
import { absent, type Context, grantsHeld, replyFor, type Written } from '../context.ts';
import { decideOnNewest } from '../retry.ts';
import { signedBy } from '../signer.ts';
import { loadDeduction } from './deduction-load.ts';

/**
 * A committee has decided on many records in one meeting: all are confirmed in one act that cites its minutes, or none.
 *
 * @returns the id of the act; the entries are in the order of the list.
 * @throws DomainError `absent` where none of them is the actor's; `deduction.confirmations-refused` with a row for each record that cannot be confirmed: what
 * `confirmDeduction` refuses, `absent`, `deduction.listed-twice`.
 */
export async function confirmMany(
  context: Context,
  command: { readonly deductionIds: readonly string[]; readonly note: string; readonly minutes: Minutes },
): Promise<Written> {
  grantsHeld(context, 'deduction.confirm');
  const id = context.newId('cnf');
  return decideOnNewest(undefined, async () => {
    const drafts: Draft[] = [];
    const rows: ProblemRow[] = [];
    for (const [index, deductionId] of command.deductionIds.entries()) {
      const at = `deductionIds[${index}]`;
      if (command.deductionIds.indexOf(deductionId) < index) {
        rows.push({ at, value: deductionId, code: twice, parameters: { value: deductionId } });
        continue;
      }
      try {
        drafts.push(await draftOf(context, deductionId, command));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        rows.push({ at, value: deductionId, code: error.code, parameters: error.parameters });
      }
    }
    // Nothing in the list is the actor's business: the same answer as anywhere else.
    if (drafts.length === 0 && rows.every(({ code }) => code === 'absent' || code === twice)) throw absent();
    if (rows.length > 0) {
      const parameters = { count: command.deductionIds.length, refused: rows.length };
      throw new DomainError('conflict', 'deduction.confirmations-refused', parameters, rows);
    }
    const appended = await context.store.ledger.append(drafts, replyFor(context, id));
    return { id, appended };
  });
}

const twice = 'deduction.listed-twice';

/** Several of one doctor are decided on the same record: none of them changes whether another can be confirmed. */
async function draftOf(
  context: Context,
  deductionId: string,
  { note, minutes }: { readonly note: string; readonly minutes: Minutes },
): Promise<Draft> {
  const { register, record, by } = await loadDeduction(context, 'deduction.confirm', deductionId);
  const deciding = { ...(await signedBy(context, register, by)), dossier: record.dossier };
  const event = confirmDeduction(deciding, { deductionId, note, minutes });
  return { event, by, streams: [record.stream] };
}
