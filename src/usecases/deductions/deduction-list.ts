import type { Text } from '../../core/explanation.ts';
import { clockCuts } from '../../core/procedure/deduction-cut.ts';
import { schemeOfItem } from '../../core/procedure/deduction-status.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { statedPoints } from '../../core/rules/counting.ts';
import type { IsoDate } from '../../core/time.ts';
import type { DeductionRow, StateFilter } from '../../store/queries/deduction.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';
import { codesOf, reachPart, recordIdsOf } from './finding-reach.ts';
import { pausedStates } from './paused-records.ts';

export interface DeductionFilter {
  readonly hospitalId?: string | undefined;
  readonly department?: string | undefined;
  readonly wardId?: string | undefined;
  readonly doctorId?: string | undefined;
  readonly findingId?: string | undefined;
  readonly category?: string | undefined;
  readonly scheme?: string | undefined;
  readonly code?: string | undefined;
  readonly state?: StateFilter | undefined;
  /** Dates of the act and of recording: from is inside, until outside. */
  readonly occurredFrom?: IsoDate | undefined;
  readonly occurredUntil?: IsoDate | undefined;
  readonly recordedFrom?: IsoDate | undefined;
  readonly recordedUntil?: IsoDate | undefined;
}

export interface DeductionSummary extends Omit<DeductionRow, 'items' | 'recordedSeq'> {
  readonly hospitalName: string;
  readonly items: readonly SummaryItem[];
}

export interface SummaryItem {
  readonly scheme: string;
  readonly code: string;
  readonly category: string;
  readonly text: Text;
  /** What the item weighs by itself; what it counts is a matter of the standing. */
  readonly points: number;
}

export interface DeductionPage {
  readonly items: readonly DeductionSummary[];
  /** Where the next page begins; null on the last. */
  readonly before: number | null;
}

/** The deductions that the actor reaches, newest first. */
export async function deductions(
  context: Context,
  filter: DeductionFilter,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<DeductionPage> {
  return pageOf(context, 'deduction.read', filter, page);
}

/** Every deduction that the actor may take out of the service, in pages, so that nothing waits for the whole. */
export async function* exportedDeductions(
  context: Context,
  filter: DeductionFilter,
): AsyncGenerator<readonly DeductionSummary[]> {
  let before: number | null | undefined;
  do {
    const page = await pageOf(context, 'deduction.export', filter, { limit: exportPage, before: before ?? undefined });
    yield page.items;
    before = page.before;
  } while (before !== null);
}

/** Rows read at a time for an export: some milliseconds, so that other requests are answered in between. */
const exportPage = 500;

async function pageOf(
  context: Context,
  operation: Operation,
  filter: DeductionFilter,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<DeductionPage> {
  const grants = grantsHeld(context, operation);
  const register = await registerOf(context);
  const today = todayOf(context);
  const { category, doctorId } = filter;
  const rows = await context.store.deductions.search({
    reach: await Promise.all(grants.map((grant) => reachPart(context, register, grant, today))),
    cuts: clockCuts(register, today),
    paused: await pausedStates(context, register, today),
    state: filter.state,
    hospitalId: filter.hospitalId,
    department: filter.department,
    wardId: filter.wardId,
    doctorIds: doctorId === undefined ? undefined : await recordIdsOf(context, doctorId),
    findingId: filter.findingId,
    scheme: filter.scheme,
    code: filter.code,
    anyCodes: category === undefined ? undefined : codesOf(register, category),
    occurredFrom: filter.occurredFrom,
    occurredUntil: filter.occurredUntil,
    recordedFrom: filter.recordedFrom,
    recordedUntil: filter.recordedUntil,
    before,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return {
    items: shown.map((row) => summaryOf(register, row, today)),
    before: rows.length > limit ? (shown.at(-1)?.recordedSeq ?? null) : null,
  };
}

function summaryOf(register: Register, row: DeductionRow, today: IsoDate): DeductionSummary {
  const { recordedSeq: _, items, ...rest } = row;
  return {
    ...rest,
    hospitalName: register.hospitalName(row.hospitalId, today),
    items: items.map(({ scheme, code, points }) => {
      const adopted = schemeOfItem(register, row, scheme);
      const violation = adopted?.violations.get(code);
      return {
        scheme,
        code,
        category: violation?.category ?? '',
        text: { zh: violation?.zh ?? code, en: violation?.en ?? code },
        points: adopted === undefined ? 0 : statedPoints(adopted, code, points),
      };
    }),
  };
}
