import type { Draft } from '../../src/core/ledger/entry.ts';
import { schemeHash } from '../../src/core/rules/adoption.ts';
import { addDays } from '../../src/core/time.ts';
import type { DemoHospital } from '../../src/demo/cost.ts';
import { sha256Hex } from '../../src/hashing.ts';
import { readCalendars, readSchemes } from '../../src/library.ts';
import { founder } from '../../src/usecases/access/bootstrap.ts';

export const fortyEntryDoctors = 500;
const hospitals = 24;
const wardsPerHospital = 17;
const entriesPerDeduction = 3;

export const hospitalId = (n: number) => `hos_${n % hospitals}`;
export const doctorId = (n: number) => `doc_${String(n).padStart(6, '0')}`;
export const licenceNo = (n: number) => `1103600${String(n).padStart(8, '0')}`;
const wardId = (hospital: number, ward: number) => `war_${hospital}_${ward}`;
const department = (n: number) => `科室${n % wardsPerHospital}`;

/** Everything that a city of that size has signed. */
export function* drafts(size: { readonly doctors: number; readonly entries: number }): Iterable<Draft> {
  let count = 0;
  for (const draft of [...placeDrafts(), ...peopleDrafts()]) {
    count += 1;
    yield draft;
  }
  for (let n = 0; n < size.doctors; n += 1) {
    for (const draft of doctorDrafts(n)) {
      count += 1;
      yield draft;
    }
  }
  // The first 500 doctors have forty entries each; the rest of the entries is spread over all others.
  let deduction = 0;
  for (let n = 0; n < fortyEntryDoctors; n += 1) {
    for (let k = 0; k < 12; k += 1) {
      yield* deductionDrafts(n, deduction);
      deduction += 1;
      count += entriesPerDeduction;
    }
  }
  for (let n = fortyEntryDoctors; count + entriesPerDeduction <= size.entries; n += 1) {
    yield* deductionDrafts(fortyEntryDoctors + (n % (size.doctors - fortyEntryDoctors)), deduction);
    deduction += 1;
    count += entriesPerDeduction;
  }
}

export function costHospitals(): DemoHospital[] {
  return Array.from({ length: hospitals }, (_, h) => ({
    hospitalId: hospitalId(h),
    level: h % 2 === 0 ? 2 : 3,
    wards: Array.from({ length: wardsPerHospital }, (_ward, w) => ({ wardId: wardId(h, w), specialty: '0301' })),
  }));
}

function* placeDrafts(): Iterable<Draft> {
  const register = { kind: 'register', id: 'main' } as const;
  const by = founder;
  yield {
    event: { kind: 'region.registered', v: 1, regionId: 'reg_city', name: '基准市', level: 'city', parentId: null },
    by,
    streams: [register],
  };
  for (let h = 0; h < hospitals; h += 1) {
    const streams = [{ kind: 'hospital', id: hospitalId(h) } as const, register];
    const facts = {
      name: `基准医院${h}`,
      regionId: 'reg_city',
      level: h % 2 === 0 ? 2 : 3,
      hospitalKind: 'general',
      monitored: true,
    } as const;
    yield {
      event: { kind: 'hospital.registered', v: 1, hospitalId: hospitalId(h), from: '2020-01-01', ...facts },
      by,
      streams,
    };
    for (let w = 0; w < wardsPerHospital; w += 1) {
      const ward = { name: `${department(w)}病区`, department: department(w), specialty: '0301', codes: [`W${w}`] };
      const ids = { wardId: wardId(h, w), hospitalId: hospitalId(h), from: '2020-01-01' };
      yield { event: { kind: 'ward.registered', v: 1, ...ids, ...ward }, by, streams };
    }
  }
  for (const year of readCalendars())
    yield { event: { kind: 'calendar.loaded', v: 1, ...year }, by, streams: [register] };
  const scheme = readSchemes().find((shipped) => shipped.file.startsWith('ganzhou'))?.scheme;
  if (scheme === undefined) throw new Error('the library lacks the default scheme');
  const hash = schemeHash(scheme, sha256Hex);
  const adoption = {
    schemeId: scheme.id,
    hash,
    // The acts of this city are of December 2025; a finding under no version could not be read.
    from: '2025-01-01',
    jurisdictionId: 'reg_city',
    document: null,
    scheme,
  };
  yield {
    event: { kind: 'scheme.adopted', v: 1, ...adoption },
    by,
    streams: [{ kind: 'scheme', id: scheme.id }, register],
  };
}

const hospitalScope = (n: number) => ({ kind: 'hospital', hospitalId: hospitalId(n) }) as const;

function* peopleDrafts(): Iterable<Draft> {
  const people = [
    { id: 'his', role: 'his-client', scopes: [hospitalScope(0)] },
    // One auditor for every hospital, so that recordings are spread over all doctors as a city's are.
    { id: 'auditor', role: 'auditor', scopes: Array.from({ length: hospitals }, (_, h) => hospitalScope(h)) },
    { id: 'officer', role: 'commission-officer', scopes: [{ kind: 'city' }] },
    { id: 'affairs', role: 'medical-affairs', scopes: [hospitalScope(0)] },
  ] as const;
  for (const { id, role, scopes } of people) {
    const personId = `per_${id}`;
    const streams = [{ kind: 'person', id: personId } as const];
    const by = founder;
    yield {
      event: { kind: 'person.registered', v: 1, personId, personKind: 'human', name: id, identityHash: null },
      by,
      streams,
    };
    yield {
      event: { kind: 'account.opened', v: 1, accountId: `acc_${id}`, personId, login: id, hospitalId: null },
      by,
      streams,
    };
    for (const [at, scope] of scopes.entries()) {
      const grant = {
        grantId: `acg_${id}${at}`,
        personId,
        role,
        scope,
        category: null,
        from: '2020-01-01',
        until: null,
      };
      yield { event: { kind: 'access.granted', v: 1, ...grant }, by, streams };
    }
  }
}

function* doctorDrafts(n: number): Iterable<Draft> {
  const id = doctorId(n);
  const streams = [{ kind: 'doctor', id } as const];
  const by = founder;
  const facts = {
    name: '基准医生',
    pinyin: 'ji zhun yi sheng',
    licenceNo: licenceNo(n),
    title: '主治医师',
    antibacterialGrade: 'restricted',
    licensedOn: '2010-01-01',
    practiceScope: '内科专业',
  } as const;
  const hospital = hospitalId(n);
  const post = { hospitalId: hospital, staffNo: `S${n}`, department: department(n), wardId: null };
  yield {
    event: { kind: 'doctor.registered', v: 1, doctorId: id, from: '2020-01-01', identityHash: null, ...facts },
    by,
    streams,
  };
  yield {
    event: { kind: 'doctor.post-started', v: 1, doctorId: id, postId: `pos_${n}`, from: '2020-01-01', ...post },
    by,
    streams,
  };
  const grant = { hospitalId: hospital, rightKind: 'general', from: '2020-01-01', document: null } as const;
  yield { event: { kind: 'right.granted', v: 1, doctorId: id, grantId: `rgt_${n}`, ...grant }, by, streams };
  if (n >= fortyEntryDoctors) return;
  const second = { hospitalId: hospital, rightKind: 'herbal', from: '2020-01-01', document: null } as const;
  yield { event: { kind: 'right.granted', v: 1, doctorId: id, grantId: `rgt_${n}b`, ...second }, by, streams };
}

function* deductionDrafts(n: number, k: number): Iterable<Draft> {
  const id = doctorId(n);
  const deductionId = `ded_${k}`;
  const streams = [{ kind: 'doctor', id } as const];
  const auditor = { personId: 'per_auditor', accountId: 'acc_auditor', role: 'auditor' };
  const occurredOn = addDays('2025-12-01', k % 30);
  yield {
    event: {
      kind: 'deduction.recorded',
      v: 1,
      deductionId,
      findingId: `fin_${k}`,
      doctorId: id,
      capacity: 'prescriber',
      hospitalId: hospitalId(n),
      occurredOn,
      setting: 'outpatient',
      department: department(n),
      wardId: null,
      drugs: [{ name: '头孢呋辛', code: null, grade: 'restricted' }],
      actRef: `RX-${k}`,
      reviewRef: `${hospitalId(n)}-2025-12-review`,
      sheets: 1,
      circumstances: { responsibility: null, mitigating: [], aggravating: [] },
      evidence: [],
      remarks: '',
      source: 'review',
      externalDecision: null,
      items: [{ scheme: 'ganzhou-default', code: k % 3 === 0 ? '2-5' : '1-10', points: null, pointsReason: null }],
      leadId: null,
    },
    by: auditor,
    streams,
  };
  const doctor = { personId: id, accountId: `acc_${id}`, role: 'doctor' };
  yield { event: { kind: 'deduction.acknowledged', v: 1, deductionId, doctorId: id }, by: doctor, streams };
  const reviewer = { personId: 'per_reviewer', accountId: 'acc_reviewer', role: 'reviewer' };
  yield { event: { kind: 'deduction.confirmed', v: 1, deductionId, doctorId: id, note: '' }, by: reviewer, streams };
}
