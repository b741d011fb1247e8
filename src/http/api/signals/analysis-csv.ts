import type { Explanation } from '../../../core/explanation.ts';
import type { EffectReport } from '../../../usecases/signals/effect.ts';
import type { FunnelAnswer } from '../../../usecases/signals/funnel.ts';
import { explained } from '../../explain.ts';
import type { Locale } from '../../route.ts';
import { type Cell, type Csv, measureColumns } from '../cost/cost-question.ts';

/** Funnels and interrupted series as lines of a file. */

export const funnelColumns = [
  ['分子(金额为分)', 'numerator (money in fen)'],
  ['分母', 'denominator'],
  ['指标值', 'value'],
  ['总体', 'target'],
  ['z', 'z'],
  ['95%下限', 'lower 95 %'],
  ['95%上限', 'upper 95 %'],
  ['99.8%下限', 'lower 99.8 %'],
  ['99.8%上限', 'upper 99.8 %'],
  ['位置', 'place'],
] as const;

/** Of a unit that is not judged limits and place say so; its figures stand all the same. */
export function funnelCells(
  target: number | null,
  unit: Omit<FunnelAnswer['units'][number], 'place' | 'unitId' | 'status'> & { readonly place: string },
): Cell[] {
  const { numerator, denominator, value, z, limits, place } = unit;
  const { lower95 = null, upper95 = null, lower998 = null, upper998 = null } = limits ?? {};
  return [numerator, denominator, value, target, z, lower95, upper95, lower998, upper998, place];
}

export const funnelCsv: Csv<FunnelAnswer> = {
  columns: [
    ...measureColumns,
    ['自', 'from'],
    ['至(不含)', 'until (outside)'],
    ['医院级别', 'level'],
    ['单位', 'unit'],
    ['单位名称', 'name'],
    ['数据状态', 'data status'],
    ...funnelColumns,
  ],
  rows: ({ measure, definitionVersion, from, until, level, units, missing, target }) => {
    const head = [measure.id, definitionVersion, from, until, level];
    return [
      ...units.map((unit) => [...head, unit.unitId, unit.name, unit.status, ...funnelCells(target, unit)]),
      ...missing.map((unitId) => [
        ...head,
        unitId,
        null,
        'missing',
        ...funnelColumns.slice(1).map(() => null),
        'missing',
      ]),
    ];
  },
};

const methods = ['neweyWest', 'praisWinsten'] as const;
const estimates = ['slopeBefore', 'levelChange', 'slopeChange', 'changeAtEnd'] as const;

/** Months and estimates are lines of one file, and what was found stands in it in words: no figure leaves without them. */
export const effectCsv: Csv<EffectReport> = {
  columns: [
    ...measureColumns,
    ['地点', 'place'],
    ['后段起', 'later period since'],
    ['行', 'line'],
    ['项目', 'item'],
    ['观测值', 'observed'],
    ['对照', 'comparator'],
    ['拟合值', 'fitted'],
    ['反事实', 'counterfactual'],
    ['估计', 'estimate'],
    ['标准误', 'standard error'],
    ['95%下限', 'lower 95 %'],
    ['95%上限', 'upper 95 %'],
    ['说明', 'text'],
  ],
  rows: (found, locale) => {
    const head = [found.measure.id, found.definitionVersion, found.scope.name, found.since];
    const line = (kind: string, item: string, cells: Partial<Record<(typeof names)[number], Cell>>) => [
      ...head,
      kind,
      item,
      ...names.map((name) => cells[name] ?? null),
    ];
    const said = (kind: string, { code, parameters }: Explanation) =>
      line(kind, code, { text: explained(locale, { code, parameters }).text });
    return [
      ...found.series.map(({ month, ...values }) => line('month', month, values)),
      ...methods.flatMap((method) => estimates.map((name) => line(method, name, found[method][name]))),
      said('statement', found.statement),
      ...found.warnings.map((warning) => said('warning', warning)),
      ...found.coInterventions.map(({ id, name }) => line('co-intervention', id, { text: wordsIn(locale, name) })),
      line('data', 'n', { text: `${found.monthsBefore} + ${found.monthsAfter}, lag ${found.lag}` }),
      line('data', 'sha256', { text: found.dataSha256 }),
    ];
  },
};

const names = [
  'observed',
  'comparator',
  'fitted',
  'counterfactual',
  'estimate',
  'standardError',
  'lower',
  'upper',
  'text',
] as const;

function wordsIn(locale: Locale, name: { readonly zh: string; readonly en: string }): string {
  return name[locale];
}
