import { dayOfDate } from '../../src/core/cost/cells.ts';
import { chunkRows, packColumns } from '../../src/core/cost/chunk.ts';
import { amountFields } from '../../src/core/cost/frontpage/columns.ts';
import { columnAt, emptyBatch, type FrontPageBatch } from '../../src/core/cost/frontpage/frontpage.ts';
import { wardMonthFold } from '../../src/core/cost/frontpage/rollup.ts';
import type { SliceEvent } from '../../src/core/cost/switch.ts';
import { addToMonth } from '../../src/core/time.ts';
import type { DemoHospital } from '../../src/demo/cost.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';

/**
 * Front pages of three years, kept as an import keeps them: column chunks, and the rollups that are summed from those very
 * rows. Text is never made: what is measured with them is questions, not reading.
 *
 * @returns the entries that switch them live.
 */
export async function loadFrontPages(
  costPath: string,
  hospitals: readonly DemoHospital[],
  rows: number,
  random: () => number,
): Promise<SliceEvent[]> {
  const store = openCostStore(costPath);
  const events: SliceEvent[] = [];
  const batch = emptyBatch(chunkRows);
  for (const [at, hospital] of hospitals.entries()) {
    const { hospitalId } = hospital;
    const importId = `imp_pages${at}`;
    const fold = wardMonthFold(new Set([...amountFields, 'LYFS', 'DRGQZ', 'ZKKB']));
    const wardsOf = hospital.wards.map(({ wardId }) => [{ fromDay: 0, untilDay: Number.POSITIVE_INFINITY, wardId }]);
    await store.beginImport({ importId, origin: 'generated', dataset: 'inpatientRows', startedAt });
    const own = Math.ceil(rows / hospitals.length);
    for (let seq = 0; seq * chunkRows < own; seq += 1) {
      fill(batch, Math.min(chunkRows, own - seq * chunkRows), hospital, seq, random);
      fold.add(batch, [undefined, ...wardsOf]);
      await store.addChunk(importId, seq, batch.rows, packColumns(batch.columns, batch.rows));
    }
    const wardMonths = fold.result().map((row) => ({ ...row, hospitalId }));
    const slices = [...new Set(wardMonths.map((row) => row.month))].sort().map((month) => {
      const discharges = wardMonths.reduce(
        (sum, row) => sum + (row.month === month ? (row.sums.discharges ?? 0) : 0),
        0,
      );
      return { hospitalId, month, dataset: 'inpatientRows', rows: discharges, rejected: 0, state: 'complete' } as const;
    });
    await store.finishImport(importId, {
      identitySha256: importId,
      fileSha256: importId,
      summary: '{}',
      slices,
      wardMonths,
      hospitalMonths: [],
      codes: { ward: hospital.wards.map(({ wardId }) => wardId), drg: [] },
    });
    for (const slice of slices) events.push({ kind: 'slice.switched', v: 1, ...slice, importId, fileSha256: importId });
  }
  await store.close();
  return events;
}

const startedAt = '2026-01-05T01:00:00.000Z';
const months = 36;
const firstDay = dayOfDate('2023-11-01');
const days = dayOfDate(`${addToMonth('2023-11', months)}-01`) - firstDay;

/** The first chunk draws its amounts; later ones keep them and deal them to other wards, days and stays. */
function fill(
  batch: FrontPageBatch,
  rows: number,
  { wards, level }: DemoHospital,
  seq: number,
  random: () => number,
): void {
  const column = (name: keyof typeof columnAt) => batch.columns[columnAt[name]] as Float64Array;
  const share: Readonly<Record<string, number>> = { XYF: 0.2, ZCYF: 0.03, ZCYF1: 0.01, KJYWF: 0.03, ZFY: 1 };
  batch.rows = rows;
  for (let row = 0; row < rows; row += 1) {
    const stay = seq * chunkRows + row;
    column('stayHash')[row] = stay * 97 + 1;
    const day = firstDay + Math.floor(random() * days);
    column('dischargedDay')[row] = day;
    column('admittedDay')[row] = day - 7;
    column('ward')[row] = 1 + Math.floor(random() * wards.length);
    if (seq > 0) continue;
    column('bedDays')[row] = 1 + Math.floor(random() * 15);
    column('outcome')[row] = random() < 0.01 ? 5 : 1;
    column('weightE4')[row] = 5_000 + Math.floor(random() * 20_000);
    const total = (level === 3 ? 900_000 : 400_000) * (0.5 + random());
    for (const field of amountFields) column(field)[row] = Math.round(total * (share[field] ?? 0.02));
  }
}
