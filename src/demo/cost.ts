import type { DrgMonth, ImportedDrug, WardMonthDrug } from '../core/cost/drugs/drug-sums.ts';
import type { SliceState } from '../core/cost/slice.ts';
import { type Dataset, type HospitalMonth, type Sums, sumsOf, type WardMonth } from '../core/cost/sums.ts';
import { addToMonth, type Month } from '../core/time.ts';
import { demoDrgMonths, demoDrugLines, demoDrugs, demoGrouper, drugMonths } from './cost-drugs.ts';

/**
 * Three years of a synthetic city's drug cost: season, trend, case mix by specialty, a few wards whose cost jumps, and
 * months that are late, missing or partly refused. Pure: all chance comes from `random`. The magnitudes are those of
 * domain facts 4.3 – a level-3 discharge about 13 000 yuan, a level-2 one about 6 000, drugs 20–28 % of it – and no
 * figure is of a real hospital.
 */
export interface DemoCostSettings {
  readonly hospitals: readonly DemoHospital[];
  /** First month outside; `months` before it are made. */
  readonly until: Month;
  readonly months: number;
  /** Uniform in [0, 1), seeded by the caller. */
  readonly random: () => number;
  /** A hospital whose front pages of the last month are left out, for the tour to import from a file. */
  readonly leaveOut: string | null;
}

export interface DemoHospital {
  readonly hospitalId: string;
  readonly level: 2 | 3;
  readonly wards: readonly { readonly wardId: string; readonly specialty: string }[];
}

/** Figures of one hospital and dataset, ready for loadRollups. */
export interface DemoCostLoad {
  readonly hospitalId: string;
  readonly dataset: Dataset;
  readonly slices: readonly {
    readonly hospitalId: string;
    readonly month: Month;
    readonly dataset: Dataset;
    readonly rows: number;
    readonly rejected: number;
    readonly state: SliceState;
    readonly grouper?: string | null;
  }[];
  readonly wardMonths: readonly WardMonth[];
  readonly hospitalMonths: readonly HospitalMonth[];
  readonly drgMonths?: readonly DrgMonth[];
  readonly wardMonthDrugs?: readonly WardMonthDrug[];
  readonly drugs?: readonly ImportedDrug[];
}

export const demoCostGenerator = 'rx12-demo-cost-2';

export function demoCost(settings: DemoCostSettings): DemoCostLoad[] {
  const { hospitals, until, months, random } = settings;
  const calendar = Array.from({ length: months }, (_, at) => addToMonth(until, at - months));
  return hospitals.flatMap((hospital, at) => {
    const character = characterOf(hospital, at, months, random);
    const wardMonths: WardMonth[] = [];
    const inpatient: HospitalMonth[] = [];
    const outpatient: HospitalMonth[] = [];
    const review: HospitalMonth[] = [];
    for (const [step, month] of calendar.entries()) {
      const rows = hospital.wards.map((ward, place): WardMonth => {
        const sums = wardSums(ward.specialty, hospital.level, character, place, step, month, random);
        return { hospitalId: hospital.hospitalId, month, wardId: ward.wardId, sums };
      });
      if (at % 7 === 3) rows.push({ hospitalId: hospital.hospitalId, month, wardId: null, sums: unmappedSums(random) });
      const last = step === months - 1;
      const leftOut = last && hospital.hospitalId === settings.leaveOut;
      if (!leftOut && !character.missing.has(step)) wardMonths.push(...rows);
      const visits = visitSums(hospital.level, character, step, month, random);
      if (!character.lateReturn.has(step)) {
        inpatient.push({ hospitalId: hospital.hospitalId, month, sums: returnSums(rows, random) });
        outpatient.push({ hospitalId: hospital.hospitalId, month, sums: visits });
      }
      // Two hospitals never review: "not assessed", which must not look like "nothing found".
      if (at % 11 !== 10)
        review.push({ hospitalId: hospital.hospitalId, month, sums: reviewSums(visits, step, random) });
    }
    const firstDrugMonth = calendar[Math.max(0, months - drugMonths)] ?? until;
    const recent = ({ month }: { readonly month: Month }) => month >= firstDrugMonth;
    const clinics = new Map(outpatient.filter(recent).map(({ month, sums }) => [month, sums.drugFen ?? 0]));
    const lines = demoDrugLines(wardMonths.filter(recent), clinics, random);
    const placeOf = (wardId: string) => hospital.wards.findIndex((ward) => ward.wardId === wardId);
    const inpatientRows = loadOf(hospital.hospitalId, 'inpatientRows', wardMonths, [], character.partial);
    return [
      {
        ...inpatientRows,
        slices: inpatientRows.slices.map((slice) => ({ ...slice, grouper: demoGrouper(slice.month) })),
        drgMonths: demoDrgMonths(wardMonths, placeOf),
      },
      loadOf(hospital.hospitalId, 'inpatientReturn', [], inpatient),
      loadOf(hospital.hospitalId, 'outpatientReturn', [], outpatient),
      loadOf(hospital.hospitalId, 'reviewReturn', [], review),
      {
        ...loadOf(hospital.hospitalId, 'drugLines', lines.wardMonths, []),
        wardMonthDrugs: lines.wardMonthDrugs,
        drugs: demoDrugs,
      },
    ].filter((load) => load.slices.length > 0);
  });

  function loadOf(
    hospitalId: string,
    dataset: Dataset,
    wardMonths: readonly WardMonth[],
    hospitalMonths: readonly HospitalMonth[],
    partial: ReadonlySet<number> = new Set(),
  ): DemoCostLoad {
    const present = new Set([...wardMonths, ...hospitalMonths].map((row) => row.month));
    const slices = [...present].sort().map((month) => {
      const discharges = wardMonths.reduce(
        (sum, row) => sum + (row.month === month ? (row.sums.discharges ?? 0) : 0),
        0,
      );
      const isPartial = partial.has(calendar.indexOf(month));
      const rejected = isPartial ? Math.max(1, Math.round(discharges * 0.02)) : 0;
      const state: SliceState = isPartial ? 'partial' : 'complete';
      return { hospitalId, month, dataset, rows: dataset === 'inpatientRows' ? discharges : 1, rejected, state };
    });
    return { hospitalId, dataset, slices, wardMonths, hospitalMonths };
  }
}

interface Character {
  /** Price and case mix of the whole hospital against its level. */
  readonly dearness: number;
  readonly volume: number;
  readonly drugTaste: number;
  /** Place of a ward → step from which its drug cost is multiplied. */
  readonly outliers: ReadonlyMap<number, { readonly from: number; readonly until: number; readonly times: number }>;
  readonly missing: ReadonlySet<number>;
  readonly partial: ReadonlySet<number>;
  readonly lateReturn: ReadonlySet<number>;
}

function characterOf(hospital: DemoHospital, at: number, months: number, random: () => number): Character {
  const spread = (by: number) => 1 + (random() - 0.5) * 2 * by;
  const outliers = new Map<number, { from: number; until: number; times: number }>();
  // Every fourth hospital has a ward that grows dear; one of them comes back to its old level.
  if (at % 4 === 1 && hospital.wards.length > 0) {
    const from = Math.floor(months * (0.45 + 0.3 * random()));
    const until = at % 8 === 5 ? from + 8 : months;
    outliers.set(Math.floor(random() * hospital.wards.length), { from, until, times: 1.45 + 0.4 * random() });
  }
  const some = (share: number) =>
    new Set(Array.from({ length: months }, (_, step) => step).filter(() => random() < share));
  const missing = some(at % 6 === 2 ? 0.06 : 0.004);
  // Late: the newest month of every seventh hospital has not come in.
  if (at % 7 === 5) missing.add(months - 1);
  return {
    dearness: spread(0.14),
    volume: spread(0.3),
    drugTaste: spread(0.1),
    outliers,
    missing,
    partial: some(0.02),
    lateReturn: at % 7 === 5 ? new Set([months - 1]) : new Set(),
  };
}

/** Cost, drug share, stay and antibacterials of a specialty against the level's mean; looked up by words in its name. */
const caseMix: readonly {
  words: RegExp;
  cost: number;
  drug: number;
  days: number;
  antibacterial: number;
  winter: number;
}[] = [
  { words: /肿瘤|血液|放疗/, cost: 1.5, drug: 1.55, days: 1.2, antibacterial: 0.5, winter: 0 },
  { words: /心|胸/, cost: 1.45, drug: 0.75, days: 0.9, antibacterial: 0.5, winter: 0.08 },
  { words: /神经|脑/, cost: 1.3, drug: 1.1, days: 1.25, antibacterial: 0.8, winter: 0.05 },
  { words: /呼吸|肺/, cost: 0.95, drug: 1.3, days: 1.05, antibacterial: 2.2, winter: 0.3 },
  { words: /重症|ICU/i, cost: 3.2, drug: 1.25, days: 1.3, antibacterial: 2, winter: 0.1 },
  { words: /骨|关节|脊柱/, cost: 1.5, drug: 0.6, days: 1.2, antibacterial: 0.9, winter: 0 },
  { words: /产|妇|生殖/, cost: 0.62, drug: 0.7, days: 0.7, antibacterial: 1, winter: 0 },
  { words: /儿|新生/, cost: 0.45, drug: 0.95, days: 0.75, antibacterial: 1.8, winter: 0.25 },
  { words: /眼|耳|口腔|皮肤/, cost: 0.6, drug: 0.7, days: 0.6, antibacterial: 0.6, winter: 0 },
  { words: /中医|康复|针灸/, cost: 0.75, drug: 1.1, days: 1.6, antibacterial: 0.2, winter: 0 },
  { words: /外|泌尿|肝胆|普/, cost: 1.15, drug: 0.85, days: 1, antibacterial: 1.3, winter: 0 },
];
const ordinary = { cost: 0.9, drug: 1.1, days: 1, antibacterial: 1, winter: 0.06 };

function wardSums(
  specialty: string,
  level: 2 | 3,
  character: Character,
  place: number,
  step: number,
  month: Month,
  random: () => number,
): Sums {
  const mix = caseMix.find(({ words }) => words.test(specialty)) ?? ordinary;
  const noise = (by: number) => 1 + (random() + random() + random() - 1.5) * by;
  const beds = (level === 3 ? 118 : 74) * (0.75 + ((place * 37) % 50) / 100) * character.volume;
  const discharges = Math.max(0, Math.round(beds * season(month, mix.winter) * 1.02 ** (step / 12) * noise(0.12)));
  const perDischarge =
    (level === 3 ? 12_300 : 5_700) * mix.cost * character.dearness * 1.015 ** (step / 12) * noise(0.07);
  const total = Math.round(discharges * perDischarge * 100);
  const outlier = character.outliers.get(place);
  const jump = outlier !== undefined && step >= outlier.from && step < outlier.until ? outlier.times : 1;
  // Drug share falls by about 5 % of itself a year, as it does in the whole country.
  const share = Math.min(0.6, 0.245 * mix.drug * character.drugTaste * 0.95 ** (step / 12) * noise(0.06) * jump);
  const drug = Math.round(total * share);
  const patent = Math.round(drug * 0.11 * noise(0.2));
  const herbal = Math.round(drug * (/中医|针灸/.test(specialty) ? 0.3 : 0.03));
  const material = Math.round(total * Math.min(0.5, 0.17 * (2 - mix.drug) * noise(0.1)));
  const days = Math.round(discharges * (level === 3 ? 8.4 : 7.6) * mix.days * 0.985 ** (step / 12) * noise(0.05));
  return sumsOf({
    discharges,
    bedDays: Math.max(discharges, days),
    totalFen: total,
    drugFen: drug,
    westernFen: drug - patent - herbal,
    patentFen: patent,
    herbalFen: herbal,
    antibacterialFen: Math.round((drug - patent - herbal) * Math.min(0.7, 0.16 * mix.antibacterial * noise(0.15))),
    bloodProductFen: Math.round(total * 0.012 * noise(0.5)),
    materialFen: material,
    serviceFen: Math.round(total * 0.24 * noise(0.05)),
    imagingFen: Math.round(total * 0.1 * noise(0.08)),
    laboratoryFen: Math.round(total * 0.13 * noise(0.08)),
    deaths: Math.round(discharges * 0.006 * mix.cost * random() * 2),
    transfers: Math.round(discharges * 0.04 * random() * 2),
    weightedDischarges: discharges,
    weightE4: Math.round(discharges * 10_000 * mix.cost * (level === 3 ? 1.05 : 0.8) * noise(0.04)),
  });
}

function unmappedSums(random: () => number): Sums {
  const discharges = Math.round(2 + random() * 5);
  const total = Math.round(discharges * 700_000 * (0.7 + 0.6 * random()));
  const drug = Math.round(total * 0.22);
  return sumsOf({ discharges, bedDays: discharges * 7, totalFen: total, drugFen: drug, westernFen: drug });
}

/** What finance reports for the same month: albumin is a drug there, and a few bills fall into another month. */
function returnSums(rows: readonly WardMonth[], random: () => number): Sums {
  const sum = (
    name: 'discharges' | 'bedDays' | 'totalFen' | 'drugFen' | 'bloodProductFen' | 'herbalFen' | 'materialFen',
  ) => rows.reduce((total, row) => total + (row.sums[name] ?? 0), 0);
  const shift = 1 + (random() - 0.5) * 0.012;
  const drug = Math.round((sum('drugFen') + sum('bloodProductFen') * 0.7) * shift);
  return sumsOf({
    discharges: sum('discharges'),
    bedDays: sum('bedDays'),
    totalFen: Math.round(sum('totalFen') * shift),
    drugFen: drug,
    herbalFen: sum('herbalFen'),
    negotiatedFen: Math.round(drug * (0.06 + 0.02 * random())),
    materialFen: Math.round(sum('materialFen') * 1.2),
  });
}

function visitSums(level: 2 | 3, character: Character, step: number, month: Month, random: () => number): Sums {
  const noise = (by: number) => 1 + (random() + random() + random() - 1.5) * by;
  const visits = Math.round(
    (level === 3 ? 62_000 : 19_000) * character.volume * season(month, 0.1) * 1.03 ** (step / 12) * noise(0.06),
  );
  const total = Math.round(visits * (level === 3 ? 33_500 : 24_000) * character.dearness * noise(0.03));
  const drug = Math.round(total * 0.39 * character.drugTaste * 0.97 ** (step / 12) * noise(0.03));
  return sumsOf({
    visits,
    totalFen: total,
    drugFen: drug,
    herbalFen: Math.round(drug * 0.06),
    negotiatedFen: Math.round(drug * 0.08),
    longVisits: Math.round(visits * 0.025 * (1 + step / 40)),
    longDrugFen: Math.round(drug * 0.06 * (1 + step / 40)),
  });
}

function reviewSums(visits: Sums, step: number, random: () => number): Sums {
  const issued = Math.round((visits.visits ?? 0) * 0.82);
  const sampled = Math.max(100, Math.round(issued * (0.0011 + 0.003 * random())));
  const irrational = Math.round(sampled * (0.065 - 0.0009 * step) * (0.6 + 0.8 * random()));
  const records = Math.max(30, Math.round(40 + 60 * random()));
  return sumsOf({
    issuedSheets: issued,
    sampledSheets: sampled,
    irrationalSheets: irrational,
    sampledRecords: records,
    irrationalRecords: Math.round(records * 0.07 * random() * 2),
  });
}

/** February is short and has the spring festival; `winter` is how much fuller December and January are. */
function season(month: Month, winter: number): number {
  const number = Number(month.slice(5));
  if (number === 2) return 0.84 + winter / 2;
  if (number === 12 || number === 1) return 1 + winter;
  return number >= 6 && number <= 8 ? 1.02 - winter / 3 : 1;
}
