import { setImmediate } from 'node:timers/promises';
import { comparedHospitals } from '../../../core/cost/change/compared.ts';
import { type DrugLine, type DrugParts, priceVolumeMix } from '../../../core/cost/change/price-volume.ts';
import type { DrugSetting, ImportedDrug } from '../../../core/cost/drugs/drug-sums.ts';
import type { MonthRange } from '../../../core/cost/measure.ts';
import type { Explanation } from '../../../core/explanation.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { type CostContext, type CostScope, reachScope, scopeName } from '../cost-context.ts';
import { namedUnit } from '../cost-units.ts';

export interface PriceVolumeCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  /** Null: wards and clinics together. */
  readonly setting: DrugSetting | null;
  readonly before: MonthRange;
  readonly after: MonthRange;
}

/** Parts of a change in fen: price + volume + mix = change, to the fen. */
export interface MoneyParts {
  readonly beforeFen: number;
  readonly afterFen: number;
  readonly changeFen: number;
  readonly priceFen: number;
  readonly volumeFen: number;
  readonly mixFen: number;
}

export interface PriceVolumeDrug extends MoneyParts {
  readonly drugCode: string;
  readonly name: string | null;
  readonly unit: string | null;
  /** In the unit the hospitals count the drug in. */
  readonly quantityBefore: number;
  readonly quantityAfter: number;
  readonly presence: DrugParts['presence'];
}

export interface PriceVolumeAnswer {
  readonly scope: PriceVolumeCommand['scope'] & { readonly name: string };
  readonly setting: DrugSetting | null;
  readonly before: MonthRange;
  readonly after: MonthRange;
  /** `missing`: nobody has sent drug lines of both periods. */
  readonly status: 'complete' | 'partial' | 'missing';
  /** Null where nothing was used before: then there is no volume to compare with. */
  readonly total: MoneyParts | null;
  /** By falling size of the change, at most `maxListedDrugs`; `others` holds the rest, so that parts go on adding up. */
  readonly drugs: readonly PriceVolumeDrug[];
  readonly others: (MoneyParts & { readonly drugs: number }) | null;
  readonly comparedHospitals: number;
  readonly notCompared: readonly { readonly hospitalId: string; readonly name: string }[];
  readonly caveats: readonly Explanation[];
}

export const maxListedDrugs = 500;

/**
 * Why drug money moved between two periods: prices, quantities, and which drugs were used. Over hospitals, never wards:
 * drugs by ward have a permission of their own.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export const priceVolumeQuestion: CostQuestion<PriceVolumeCommand, PriceVolumeAnswer> = {
  name: 'price-volume',
  readsFile: true,
  reach: (context, { scope }) => reachScope(context, scope),
  answer: async (context, live, { scope, setting, before, after }) => {
    const within = scope.kind === 'hospital' ? scope : { regionId: scope.kind === 'city' ? null : scope.regionId };
    const found = comparedHospitals(live, context.places, 'drugLines', within, { before, after });
    const lines = new Map<string, DrugLine>();
    for (const hospital of found.compared) {
      for (const side of ['before', 'after'] as const) {
        await addDrugs(context, lines, { ...hospital, setting, side, months: hospital[side] });
      }
    }
    const parts = priceVolumeMix([...lines.values()]);
    const moved = (parts?.drugs ?? []).map((drug) => ({ ...drug, ...(lines.get(drug.drugId) as DrugLine) }));
    moved.sort(
      (left, right) => Math.abs(right.changeFen) - Math.abs(left.changeFen) || (left.drugId < right.drugId ? -1 : 1),
    );
    const rows = moved.map((drug) => ({ ...drug, beforeFen: drug.before.amountFen, afterFen: drug.after.amountFen }));
    const shown = rows.slice(0, maxListedDrugs);
    const rest = rows.slice(maxListedDrugs);
    const names = new Map(
      (await context.cost.drugNames(shown.map(({ drugId }) => drugId))).map((drug): [string, ImportedDrug] => [
        drug.code,
        drug,
      ]),
    );
    return {
      scope: { ...scope, name: scopeName(context, scope) },
      setting,
      before,
      after,
      status:
        found.compared.length === 0 ? 'missing' : found.partial || found.lacking.length > 0 ? 'partial' : 'complete',
      total: parts === null ? null : sumOf(rows),
      drugs: shown.map((drug) => ({
        drugCode: drug.drugId,
        name: names.get(drug.drugId)?.name ?? null,
        unit: names.get(drug.drugId)?.unit ?? null,
        ...sumOf([drug]),
        quantityBefore: drug.before.quantity / 10_000,
        quantityAfter: drug.after.quantity / 10_000,
        presence: drug.presence,
      })),
      others: rest.length === 0 ? null : { ...sumOf(rest), drugs: rest.length },
      comparedHospitals: found.compared.length,
      notCompared: found.lacking.map((hospitalId) => ({
        hospitalId,
        name: namedUnit(context, { kind: 'hospital', hospitalId }).hospitalName,
      })),
      caveats: [
        { code: 'price-volume.units', parameters: {} },
        { code: 'price-volume.no-cause', parameters: {} },
      ],
    };
  },
};

async function addDrugs(
  { cost }: CostContext,
  lines: Map<string, DrugLine>,
  asked: {
    readonly hospitalId: string;
    readonly setting: DrugSetting | null;
    readonly side: 'before' | 'after';
    readonly months: readonly Month[];
  },
): Promise<void> {
  const { hospitalId, setting, side, months } = asked;
  if (months.length === 0) return;
  for (const total of await cost.drugTotals({ hospitalId, months })) {
    if (setting !== null && total.setting !== setting) continue;
    const drugId = total.drugCode;
    const line = lines.get(drugId) ?? { drugId, before: nothing, after: nothing };
    const sum = {
      amountFen: line[side].amountFen + total.amountFen,
      quantity: line[side].quantity + total.quantityE4,
    };
    lines.set(drugId, { ...line, [side]: sum });
  }
  // A hospital's drugs take some milliseconds: other requests come in between.
  await setImmediate();
}

const nothing = { amountFen: 0, quantity: 0 };

function sumOf(rows: readonly MoneyParts[]): MoneyParts {
  const sum = (part: keyof MoneyParts) => rows.reduce((all, row) => all + row[part], 0);
  return {
    beforeFen: sum('beforeFen'),
    afterFen: sum('afterFen'),
    changeFen: sum('changeFen'),
    priceFen: sum('priceFen'),
    volumeFen: sum('volumeFen'),
    mixFen: sum('mixFen'),
  };
}
