import { cycleOf } from '../../src/core/rules/cycle.ts';
import { parseScheme } from '../../src/core/rules/scheme.ts';
import { sanctionsOf } from '../../src/core/sanction/due.ts';
import { standingOf } from '../../src/core/standing.ts';
import { addMonths, shanghaiDateOf, startOfShanghaiDay } from '../../src/core/time.ts';
import { adopted, city, DoctorRecord, item, schemeData } from './record.ts';

/** Asked in child processes of different time zones; the first line shows that the zone is another. */
process.stdout.write(`zone ${new Date('2026-03-10T16:00:00.000Z').getHours()}\n`);

const rules = [
  { kind: 'natural-year' },
  { kind: 'anniversary', months: 12, anchor: 'licensed-on' },
  { kind: 'rolling', months: 12 },
] as const;
const days = [
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
  '2026-03-08',
  '2026-11-01',
];
const answers: unknown[] = [
  rules.map((rule) => days.map((day) => cycleOf(rule, day, '2024-02-29'))),
  days.map((day) => [addMonths(day, 1), startOfShanghaiDay(day)]),
  ['2026-03-10T15:59:59.999Z', '2026-03-10T16:00:00.000Z', '2026-11-01T05:30:00.000Z'].map(shanghaiDateOf),
];
for (const cycle of rules) {
  const scheme = parseScheme({ ...schemeData('tiny-2026'), cycle });
  // A doctor of two hospitals: points of both add up.
  const record = new DoctorRecord(city(adopted(scheme)), ['h3', 'other3']);
  record.find('2026-12-30', { occurredOn: '2026-12-29', items: [item('A2', null, 'tiny')] });
  record.find('2027-01-04', {
    ...{ deductionId: 'd2', actRef: 'RX2', hospitalId: 'other3', occurredOn: '2026-12-31' },
    items: [item('A2', null, 'tiny')],
  });
  record.deliver('2027-01-05', 'd2');
  for (const asOf of ['2026-12-31', '2027-01-01', '2027-01-04', '2027-12-29', '2027-12-30', '2028-02-29']) {
    const [standing] = standingOf(record.register, record.dossier, asOf);
    answers.push([asOf, standing?.cycle, standing?.left, standing?.counted]);
    answers.push(sanctionsOf(record.register, record.dossier, asOf));
  }
}
process.stdout.write(`${JSON.stringify(answers, null, 1)}\n`);
