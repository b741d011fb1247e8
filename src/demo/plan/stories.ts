import { addMonths, type IsoDate } from '../../core/time.ts';
import type { Chance } from './chance.ts';
import { servedOn } from './days.ts';
import { type DoctorPlan, mainCharactersOf } from './doctors.ts';
import { pilotFinding, pilotHospital } from './everyday.ts';
import {
  type Answer,
  actBefore,
  confirmedLife,
  type FindingMaker,
  type FindingPlan,
  findingOf,
  type Life,
  past,
} from './finding.ts';
import { duplicateOf, type MeasurePlan, type MergePlan, measuresOf, mergesOf } from './measures.ts';
import type { HospitalPlan } from './places.ts';

/** What chance would not bring about reliably: somebody near each threshold, and each turn that a record can take. */
export interface Stories {
  readonly findings: readonly FindingPlan[];
  readonly measures: readonly MeasurePlan[];
  readonly merges: readonly MergePlan[];
}

/** Who is who among a hospital's main characters, by place. */
export const roleOf = { login: 0, suspended: 1, lifted: 2, restricted: 3, merged: 4, twin: 5, ethics: 6 } as const;

export function planStories(
  maker: FindingMaker,
  hospitals: readonly HospitalPlan[],
  doctors: readonly DoctorPlan[],
  luck: Chance,
): Stories {
  const stories = hospitals
    .filter(({ level }) => level > 1)
    .map((hospital): Stories => {
      const own = doctors.filter((doctor) => doctor.hospital === hospital.key);
      const cast = own.slice(0, mainCharactersOf(hospital.key));
      const teller = tellerOf(maker, hospital.key, luck.branch(hospital.key));
      const around = cast.slice(hospital.key === pilotHospital ? 12 : 7).flatMap((doctor, place) => {
        const codes = nearThresholds[place];
        return codes === undefined ? [] : teller.confirmed(doctor, codes, '2026-02-10');
      });
      const special = hospital.key === pilotHospital ? firstHospital(teller, cast) : noStories;
      return join([{ ...noStories, findings: around }, special, loginDoctor(teller, cast[roleOf.login])]);
    });
  return join(stories);
}

/** One below, at and above: what is counted is the sum of each row's points (2, 3, 5, 6, 8, 9, 11, 12). */
const nearThresholds: readonly (readonly string[])[] = [
  ['2-5'],
  ['3-1'],
  ['2-5', '3-1'],
  ['2-1', '2-5', '2-6'],
  ['2-1', '2-5', '2-2', '2-7'],
  ['3-1', '2-5', '2-1', '2-3'],
  ['3-2', '3-3', '2-5', '3-4'],
  ['E02', '2-1', '2-5', '2-8'],
];

type Teller = ReturnType<typeof tellerOf>;

function tellerOf(maker: FindingMaker, hospital: string, chance: Chance) {
  const one = (
    doctors: readonly (DoctorPlan | undefined)[],
    code: string,
    recordedOn: IsoDate,
    life: (recordedOn: IsoDate) => Life,
  ): FindingPlan[] => {
    const known = doctors.flatMap((doctor) =>
      doctor === undefined ? [] : [{ doctor: doctor.key, ward: doctor.ward }],
    );
    if (known.length === 0) return [];
    const on = maker.days.from(recordedOn);
    const occurredOn = actBefore(on, chance);
    return [findingOf(maker, { hospital, recordedOn: on, occurredOn, code, doctors: known, life: life(on) }, chance)];
  };
  const confirmed = (doctor: DoctorPlan, codes: readonly string[], from: IsoDate) =>
    codes.flatMap((code, place) =>
      one([doctor], code, addMonths(from, place), (on) => confirmedLife(maker, on, chance)),
    );
  return { maker, hospital, chance, one, confirmed };
}

/** A few points confirmed, some of them only now, one dismissed for a reason that the scheme accepts, and one that waits for an answer today. */
function loginDoctor({ maker, chance, one }: Teller, doctor: DoctorPlan | undefined): Stories {
  const { days, seeds } = maker;
  const dismissed = (on: IsoDate) =>
    past({
      answer: stated(maker, on),
      decision: {
        kind: 'dismissed',
        on: days.after(on, 6),
        reason: seeds.dismissals[0] ?? '',
        exculpation: 'long-prescription',
      },
      delivery: null,
    });
  // Confirmed on the evening before the day that is served: to be read, and open to appeal after that.
  const justConfirmed = (on: IsoDate): Life => {
    const { decision } = confirmedLife(maker, on, chance);
    const moved = decision && { ...decision, on: days.after(servedOn, -1) };
    return { answer: stated(maker, on), decision: moved, delivery: null };
  };
  const findings = [
    ...one([doctor], '1-10', '2026-02-25', (on) => confirmedLife(maker, on, chance)),
    // Found in an inspection: no lead of a HIS stands behind it.
    ...one([doctor], '2-5', '2026-11-04', justConfirmed).map((each) => ({ ...each, source: 'inspection' })),
    ...one([doctor], '1-12', '2026-07-08', dismissed),
    ...one([doctor], '1-14', '2026-11-18', () => waiting(null)),
  ];
  return { ...noStories, findings };
}

function stated({ days, seeds }: FindingMaker, recordedOn: IsoDate): Answer {
  return { kind: 'states', on: days.after(recordedOn, 2), text: seeds.statements[0] ?? '' };
}

function waiting(answer: Answer | null): Life {
  return { answer, decision: null, delivery: null };
}

function firstHospital(teller: Teller, cast: readonly DoctorPlan[]): Stories {
  const { maker, chance, one, confirmed } = teller;
  const [suspended, lifted, restricted] = [cast[roleOf.suspended], cast[roleOf.lifted], cast[roleOf.restricted]];
  const [merged, twin, ethics] = [cast[roleOf.merged], cast[roleOf.twin], cast[roleOf.ethics]];
  const [writer, trainee, senior, patient, worst, insured] = cast.slice(20);
  if (!suspended || !lifted || !restricted || !merged || !twin || !ethics || !worst || !insured || !writer) {
    throw new Error('the first hospital is too small for its stories');
  }
  const plain = (on: IsoDate) => confirmedLife(maker, on, chance);
  const findings = [
    ...confirmed(suspended, ['3-1', '3-3', 'D01', '3-2'], '2026-06-09'),
    ...confirmed(lifted, ['E02', '3-1', '3-2'], '2026-02-06'),
    ...confirmed(restricted, ['3-1', '3-1', 'D01'], '2026-08-11'),
    // Writing items: the first is a reminder, of the others at most two points count in a month.
    ...['1-1', '1-7', '1-10', '1-8', '1-6'].flatMap((code) => one([writer], code, '2026-05-20', plain)),
    ...one([trainee, senior], '2-5', '2026-05-12', plain),
    ...one([trainee, senior, patient], '3-1', '2026-09-15', plain),
    ...one([senior], '1-13', '2026-03-17', plain),
    ...one([patient], 'E03', '2026-10-13', plain),
    // Silent, and not decided within sixty working days: it lapsed.
    ...one([patient], '2-2', '2026-03-24', () => waiting(null)),
    // One that waits in each of the open states, and one taken back.
    ...one([twin], '2-6', '2026-11-03', () => waiting(null)),
    ...one([senior], '2-8', '2026-11-10', (on) => waiting(stated(maker, on))),
    ...one([trainee], '2-7', '2026-11-12', (on) => waiting({ kind: 'acknowledges', on: maker.days.after(on, 1) })),
    ...one([writer], '2-4', '2026-10-14', (on) => ({
      answer: stated(maker, on),
      decision: { kind: 'withdrawn', on: maker.days.after(on, 3), reason: maker.seeds.withdrawals[0] ?? '' },
      delivery: null,
    })),
    ...one([twin], '2-1', '2026-11-19', () => waiting(null)),
    ...ranged(one([ethics], 'F01', '2026-09-22', plain), 'F01', 8, '收受数额较小，主动退还并说明情况'),
    ...external(one([insured], '2-1', '2026-04-21', plain), {
      code: 'N1',
      points: 2,
      document: '赣医保演示〔2026〕1号',
    }),
    ...external(one([insured], '2-1', '2026-09-08', plain), {
      code: 'N2',
      points: 5,
      document: '赣医保演示〔2026〕2号',
    }),
    // On the second record of one person, before anybody saw that there were two.
    ...one([{ ...merged, key: duplicateOf(merged.key), ward: null }], '2-3', '2026-03-18', (on) => ({
      answer: null,
      decision: { kind: 'confirmed', on: maker.days.after(on, 8), note: maker.seeds.notes[0] ?? '' },
      delivery: { how: 'paper', on: maker.days.after(on, 10) },
    })),
    // The worst of the pilot's first months, as in the hospital that had the scheme: eight times one point.
    ...[1, 2, 3, 4, 5].flatMap((month) => pilotMonth(teller, worst, `2025-0${month}-21`, month > 3 ? 1 : 2)),
  ];
  return {
    findings,
    measures: measuresOf(maker.days, { suspended, lifted, restricted, worst }),
    merges: mergesOf(merged, twin),
  };
}

function pilotMonth({ maker, chance }: Teller, doctor: DoctorPlan, on: IsoDate, times: number): FindingPlan[] {
  const recordedOn = maker.days.from(on);
  const dates = { recordedOn, occurredOn: `${recordedOn.slice(0, 7)}-06` };
  return Array.from({ length: times }, () =>
    pilotFinding(maker, doctor, dates, confirmedLife(maker, recordedOn, chance), chance),
  );
}

function ranged(findings: readonly FindingPlan[], code: string, points: number, pointsReason: string): FindingPlan[] {
  const items = [{ scheme: 'ganzhou-default', code, points, pointsReason }];
  return findings.map((finding) => ({ ...finding, items, source: 'inspection' }));
}

/** A decision of the insurance authority, recorded as a fact: its points are those the decision states. */
function external(
  findings: readonly FindingPlan[],
  { code, points, document }: { readonly code: string; readonly points: number; readonly document: string },
): FindingPlan[] {
  const items = [{ scheme: 'nhsa', code, points, pointsReason: '处理决定所载分值' }];
  return findings.map((finding) => {
    const decidedOn = finding.recordedOn < servedOn ? finding.recordedOn : servedOn;
    const externalDecision = { document, authority: '赣州市医疗保障局（演示）', decidedOn };
    return { ...finding, items, externalDecision, source: 'external' };
  });
}

const noStories: Stories = { findings: [], measures: [], merges: [] };

function join(parts: readonly Stories[]): Stories {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    measures: parts.flatMap(({ measures }) => measures),
    merges: parts.flatMap(({ merges }) => merges),
  };
}
