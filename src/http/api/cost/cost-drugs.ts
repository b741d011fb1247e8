import { z } from 'zod';
import { drugSettings } from '../../../core/cost/drugs/drug-sums.ts';
import { addToMonth } from '../../../core/time.ts';
import {
  type MoneyParts,
  type PriceVolumeAnswer,
  type PriceVolumeCommand,
  priceVolumeQuestion,
} from '../../../usecases/cost/question/cost-price-volume.ts';
import {
  type WardDrugsAnswer,
  type WardDrugsCommand,
  wardDrugsQuestion,
} from '../../../usecases/cost/question/cost-ward-drugs.ts';
import { explained, explanation } from '../../explain.ts';
import type { Route } from '../../route.ts';
import { id, month } from '../../schemas.ts';
import { questionRoutes } from './cost-question.ts';
import * as form from './cost-schemas.ts';

const moneyParts = {
  beforeFen: z.int(),
  afterFen: z.int(),
  changeFen: z.int(),
  priceFen: z.int().meta({ description: 'Because a unit of the same drug costs another price.' }),
  volumeFen: z.int().meta({ description: 'Because more or less was used of all drugs alike.' }),
  mixFen: z.int().meta({ description: 'Because other drugs were used: dearer or cheaper, new or given up.' }),
};
const months = z.object({ from: z.string(), until: z.string() });
const setting = z.enum(drugSettings);

const priceVolume = z
  .object({
    scope: z.looseObject({ kind: z.string(), name: z.string() }),
    setting: setting.nullable(),
    before: months,
    after: months,
    status: form.status,
    total: z.object(moneyParts).nullable(),
    drugs: z.array(
      z.object({
        drugCode: z.string(),
        name: z.string().nullable(),
        unit: z.string().nullable(),
        ...moneyParts,
        quantityBefore: z.number(),
        quantityAfter: z.number(),
        presence: z.enum(['both', 'new', 'gone']),
      }),
    ),
    others: z
      .object({ ...moneyParts, drugs: z.int() })
      .nullable()
      .meta({ description: 'The drugs beyond the list, together: list and rest add up to the total.' }),
    comparedHospitals: z.int(),
    notCompared: z
      .array(z.object({ hospitalId: z.string(), name: z.string() }))
      .meta({ description: 'Hospitals that owe drug lines of either period and have not sent them: in neither.' }),
    caveats: z.array(explanation),
  })
  .meta({ id: 'PriceVolumeMix' });

const partsExample: MoneyParts = {
  beforeFen: 385_000,
  afterFen: 258_000,
  changeFen: -127_000,
  priceFen: -204_000,
  volumeFen: 77_000,
  mixFen: 0,
};

const priceVolumeExample: z.input<typeof priceVolume> = {
  scope: { kind: 'city', name: '赣州市' },
  setting: 'inpatient',
  before: { from: '2025-04', until: '2025-07' },
  after: { from: '2026-04', until: '2026-07' },
  status: 'complete',
  total: partsExample,
  drugs: [
    {
      drugCode: 'YS0001',
      name: '注射用头孢哌酮钠舒巴坦钠',
      unit: '支',
      ...partsExample,
      quantityBefore: 100,
      quantityAfter: 120,
      presence: 'both',
    },
  ],
  others: null,
  comparedHospitals: 24,
  notCompared: [],
  caveats: [{ code: 'price-volume.units', parameters: {}, text: '数量按医院计数的单位相加……' }],
};

const priceVolumeQuery = z.strictObject({
  ...form.areaQuery,
  setting: setting.optional().meta({ description: 'Without: wards and clinics together.' }),
  ...form.rangeQuery,
  baseFrom: month.optional().meta({ description: 'Without: the same months a year earlier.' }),
  baseUntil: month.optional(),
});

const amount = z.int().nullable();
const wardDrugs = z
  .object({
    hospitalId: z.string(),
    hospitalName: z.string(),
    from: z.string(),
    until: z.string(),
    months: z.array(z.object({ month: z.string(), status: form.status })),
    rows: z.array(
      z.object({
        wardId: z.string().nullable().meta({ description: 'null: lines whose ward code nobody has mapped yet.' }),
        wardName: z.string().nullable(),
        setting,
        drugCode: z.string(),
        drugName: z.string().nullable(),
        unit: z.string().nullable(),
        lines: z.int(),
        quantityE4: z.int().meta({ description: 'Ten-thousandths of the unit.' }),
        dddsE4: amount,
        amountFen: z.int(),
        antibacterialDddsE4: amount,
        antibacterialFen: amount,
        negotiatedFen: amount,
        keyMonitoredFen: amount,
        longFen: amount,
      }),
    ),
    total: z.int(),
    caveats: z.array(explanation),
  })
  .meta({ id: 'WardDrugs' });

const wardDrugsExample: z.input<typeof wardDrugs> = {
  hospitalId: 'hos_1',
  hospitalName: '演示第一医院',
  from: '2026-10',
  until: '2026-11',
  months: [{ month: '2026-10', status: 'complete' }],
  rows: [
    {
      wardId: 'war_1',
      wardName: '呼吸内科一病区',
      setting: 'inpatient',
      drugCode: 'YS0001',
      drugName: '注射用头孢哌酮钠舒巴坦钠',
      unit: '支',
      lines: 31,
      quantityE4: 1_200_000,
      dddsE4: 300_000,
      amountFen: 258_000,
      antibacterialDddsE4: 300_000,
      antibacterialFen: 258_000,
      negotiatedFen: 0,
      keyMonitoredFen: 0,
      longFen: 0,
    },
  ],
  total: 1,
  caveats: [{ code: 'ward-drugs.no-doctor', parameters: {}, text: '仅到病区……' }],
};

const wardDrugsQuery = z.strictObject({
  ward: id.optional(),
  drug: z
    .string()
    .regex(/^[A-Z0-9.-]{1,24}$/, 'field.drug-code')
    .optional()
    .meta({ description: 'Code of one drug.' }),
  ...form.rangeQuery,
  purpose: z
    .enum(['review', 'supervision', 'department-management', 'audit', 'complaint'])
    .meta({ description: 'What it is asked for; kept in the access record before the answer leaves.' }),
});

const hospitalNamed = z.strictObject({ hospitalId: id });

export const drugRoutes: readonly Route[] = [
  ...questionRoutes<typeof priceVolumeQuery, PriceVolumeCommand, PriceVolumeAnswer>({
    path: '/v1/cost/price-volume',
    operationId: 'getPriceVolume',
    summary: 'Why drug money moved: price, volume and mix by drug; the parts add up to the fen',
    query: priceVolumeQuery,
    schema: priceVolume,
    example: priceVolumeExample,
    question: priceVolumeQuestion,
    command: ({ from, until, baseFrom, baseUntil, ...asked }) => ({
      scope: form.areaOf(asked),
      setting: asked.setting ?? null,
      before: { from: baseFrom ?? addToMonth(from, -12), until: baseUntil ?? addToMonth(until, -12) },
      after: { from, until },
    }),
    shown: (answer, locale) => ({ ...answer, caveats: answer.caveats.map((caveat) => explained(locale, caveat)) }),
    csv: {
      columns: [
        ['药品编码', 'drug code'],
        ['药品', 'drug'],
        ['单位', 'unit'],
        ['数据状态', 'data status'],
        ['前期数量', 'quantity before'],
        ['后期数量', 'quantity after'],
        ['前期金额(分)', 'before, fen'],
        ['后期金额(分)', 'after, fen'],
        ['变化(分)', 'change, fen'],
        ['价格效应(分)', 'price, fen'],
        ['数量效应(分)', 'volume, fen'],
        ['结构效应(分)', 'mix, fen'],
        ['在用情况', 'presence'],
      ],
      rows: ({ status, total, drugs, others }, locale) => [
        ...drugs.map((drug) => [
          drug.drugCode,
          drug.name,
          drug.unit,
          status,
          drug.quantityBefore,
          drug.quantityAfter,
          ...moneyCells(drug),
          drug.presence,
        ]),
        ...together(locale === 'zh' ? '其他药品' : 'other drugs', status, others),
        ...together(locale === 'zh' ? '合计' : 'total', status, total),
      ],
    },
  }),
  ...questionRoutes<typeof wardDrugsQuery, WardDrugsCommand, WardDrugsAnswer, typeof hospitalNamed>({
    path: '/v1/cost/hospitals/{hospitalId}/ward-drugs',
    operationId: 'listWardDrugs',
    summary: 'What wards were dispensed, drug by drug: an own permission, a stated purpose, and never by doctor',
    permission: 'cost.drugs-by-ward',
    recordedAs: 'purpose',
    params: hospitalNamed,
    query: wardDrugsQuery,
    schema: wardDrugs,
    example: wardDrugsExample,
    question: wardDrugsQuestion,
    command: ({ ward, drug, from, until }, { hospitalId }) => ({
      hospitalId,
      wardId: ward ?? null,
      drugCode: drug ?? null,
      from,
      until,
    }),
    shown: (answer, locale) => ({ ...answer, caveats: answer.caveats.map((caveat) => explained(locale, caveat)) }),
    csv: {
      columns: [
        ['病区编号', 'ward id'],
        ['病区', 'ward'],
        ['就诊类型', 'setting'],
        ['药品编码', 'drug code'],
        ['药品', 'drug'],
        ['单位', 'unit'],
        ['行数', 'lines'],
        ['数量(万分之一单位)', 'quantity, ten-thousandths'],
        ['DDD 数(万分之一)', 'DDDs, ten-thousandths'],
        ['金额(分)', 'amount, fen'],
        ['抗菌药金额(分)', 'antibacterials, fen'],
        ['国谈药金额(分)', 'negotiated, fen'],
        ['重点监控药金额(分)', 'key-monitored, fen'],
        ['长期处方金额(分)', 'long prescriptions, fen'],
      ],
      rows: ({ rows }) =>
        rows.map((row) => [
          row.wardId,
          row.wardName,
          row.setting,
          row.drugCode,
          row.drugName,
          row.unit,
          row.lines,
          row.quantityE4,
          row.dddsE4,
          row.amountFen,
          row.antibacterialFen,
          row.negotiatedFen,
          row.keyMonitoredFen,
          row.longFen,
        ]),
    },
  }),
];

function moneyCells(parts: MoneyParts): number[] {
  const { beforeFen, afterFen, changeFen, priceFen, volumeFen, mixFen } = parts;
  return [beforeFen, afterFen, changeFen, priceFen, volumeFen, mixFen];
}

function together(name: string, status: string, parts: MoneyParts | null) {
  return parts === null ? [] : [[null, name, null, status, null, null, ...moneyCells(parts), null]];
}
