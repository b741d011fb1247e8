import { type Role, roles, type Scope } from '../../src/core/register/people/access.ts';
import { openAccount } from '../../src/usecases/access/account.ts';
import { declareInterest } from '../../src/usecases/appeals/interest.ts';
import { giveMandate } from '../../src/usecases/appeals/mandate.ts';
import { costContextOf } from '../../src/usecases/cost/cost-door.ts';
import { startImport } from '../../src/usecases/cost/cost-jobs.ts';
import { recordCredit } from '../../src/usecases/deductions/credit.ts';
import { recordFinding } from '../../src/usecases/deductions/deduction-record.ts';
import { postLead } from '../../src/usecases/deductions/lead.ts';
import { recordOpening } from '../../src/usecases/deductions/opening.ts';
import { registerDoctor } from '../../src/usecases/register/doctor.ts';
import { doctorById } from '../../src/usecases/register/doctor-search.ts';
import { recordLeave } from '../../src/usecases/register/leave.ts';
import { saveMapping } from '../../src/usecases/register/mapping.ts';
import { proposeMerge } from '../../src/usecases/register/merge.ts';
import { grantRight, measureRight, rightsOfDoctor } from '../../src/usecases/rights/right-change.ts';
import { openWebhook } from '../../src/usecases/rights/webhook.ts';
import { proposeAdoption } from '../../src/usecases/schemes/adoption.ts';
import { newDoctor, type SmallHospital } from '../support/city.ts';
import { blocksOf } from '../support/cost.ts';
import { type DeductionCity, deductionCity, found } from '../support/deductions.ts';
import { followUpOf } from '../support/follow-up.ts';
import { csvOf, stays } from '../support/front-page.ts';
import type { TestService, TestUser } from '../support/service.ts';

/** One object of each kind, all of one hospital; or ids of the right form that nothing has. */
export interface Objects {
  readonly regionId: string;
  readonly hospitalId: string;
  readonly wardId: string;
  readonly doctorId: string;
  readonly licenceNo: string;
  readonly staffNo: string;
  readonly duplicateId: string;
  readonly twinId: string;
  readonly postId: string;
  readonly rightGrantId: string;
  readonly measureId: string;
  readonly mergeId: string;
  readonly deductionId: string;
  readonly leadId: string;
  readonly mappingId: string;
  readonly creditId: string;
  readonly leaveId: string;
  readonly interestId: string;
  readonly openingId: string;
  readonly mandateId: string;
  readonly webhookId: string;
  readonly followUpId: string;
  readonly importJobId: string;
  /** A scheme proposed for the hospital alone. */
  readonly adoptionId: string;
  readonly login: string;
  readonly accountId: string;
  readonly personId: string;
  readonly accessGrantId: string;
}

export type Target = 'own' | 'other' | 'absent';

/** Somebody in one role, and which hospital's objects the scope covers. */
export interface Member {
  readonly name: string;
  readonly role: Role;
  readonly user: TestUser;
  readonly covers: { readonly own: boolean; readonly other: boolean };
}

export interface MatrixCity {
  readonly city: DeductionCity;
  readonly objects: Readonly<Record<Target, Objects>>;
  readonly cast: readonly Member[];
}

const department = '心内科';

/** Two hospitals with one of everything each, and one person in each role at the first, in the county or over the city. */
export async function matrixCity(service: TestService): Promise<MatrixCity> {
  const city = await deductionCity(service);
  const own = await objectsOf(service, city, city.first, city.auditor, '1');
  const other = await objectsOf(service, city, city.second, city.otherAuditor, '2');
  const cast: Member[] = [];
  const join = async (role: Role, scope: Scope, covers: Member['covers'], personId?: string) => {
    const user = await service.user([{ role, scope }], personId);
    cast.push({ name: `${role} (${scope.kind})`, role, user, covers });
  };
  const hospital = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
  const here = { own: true, other: false };
  const everywhere = { own: true, other: true };
  for (const role of roles) {
    if (role === 'doctor') await join(role, { kind: 'self', doctorId: own.doctorId }, here, own.doctorId);
    else if (role === 'department-head') {
      await join(role, { kind: 'department', hospitalId: city.first.hospitalId, department }, here);
    } else if (role.startsWith('commission-') || role.endsWith('-administrator')) {
      await join(role, { kind: 'city' }, everywhere);
    } else await join(role, hospital, here);
  }
  const county = { kind: 'county', regionId: city.countyId } as const;
  await join('commission-officer', county, { own: false, other: true });
  await join('commission-registrar', county, { own: false, other: true });
  return { city, objects: { own, other, absent: absentLike() }, cast };
}

async function objectsOf(
  service: TestService,
  city: DeductionCity,
  hospital: SmallHospital,
  auditor: TestUser,
  digit: string,
): Promise<Objects> {
  const { context } = hospital.affairs;
  const { hospitalId, wardId } = hospital;
  const doctor = async (staffNo: string, at: number) => {
    const licenceNo = `36070000000${digit}${String(at).padStart(3, '0')}`;
    return (await registerDoctor(context, newDoctor(hospital, { staffNo, licenceNo, name: `甲乙${digit}${at}` }))).id;
  };
  const staffNo = `M${digit}01`;
  const doctorId = await doctor(staffNo, 1);
  const duplicateId = await doctor(`M${digit}02`, 2);
  const twinId = await doctor(`M${digit}03`, 3);
  await grantRight(context, { doctorId, hospitalId, rightKind: 'general', from: '2020-01-01', document: null });
  await measureRight(context, {
    doctorId,
    hospitalId,
    measure: 'restricted',
    rightKinds: ['general'],
    from: '2026-11-20',
    until: null,
    legalBasis: 'periodic-assessment',
    reason: '限制',
    document: null,
    sanctionDueId: null,
  });
  const rights = await rightsOfDoctor(context, doctorId);
  const { doctor: shown } = await doctorById(context, doctorId);
  const merge = await proposeMerge(context, { doctorId: duplicateId, duplicateId: twinId, reason: '同一人' });
  const finding = found(city, { hospitalId, department, persons: [{ doctor: { staffNo }, capacity: 'prescriber' }] });
  const deduction = await recordFinding(auditor.context, finding);
  const lead = await postLead(auditor.context, {
    hospitalId,
    doctor: { staffNo },
    source: 'his-hit',
    occurredOn: '2026-11-18',
    actRef: `L${digit}`,
    code: null,
    text: '单次剂量超限',
  });
  const mapping = await saveMapping(auditor.context, {
    hospitalId,
    name: '门诊处方点评工作表',
    columns: { staffNo: '工号', occurredOn: '日期', actRef: '处方号', codes: '代码' },
    codes: {},
  });
  const credit = await recordCredit(context, {
    doctorId,
    hospitalId,
    scheme: 'ganzhou-default',
    activity: '合理用药专题学习并考核合格',
    doneOn: '2026-11-10',
    evidence: [],
  });
  const onDuplicate = { doctorId: duplicateId, hospitalId };
  const leave = await recordLeave(context, {
    ...onDuplicate,
    from: '2026-12-01',
    until: '2026-12-10',
    document: '病假单',
  });
  const interest = await declareInterest(auditor.context, { ...onDuplicate, reason: '同乡' });
  const opening = await recordOpening(context, {
    doctorId,
    hospitalId,
    scheme: 'ganzhou-default',
    points: 1,
    carriedOn: '2026-06-30',
    document: { ref: '台账', note: null, sha256: null },
    reason: '上线前',
  });
  const guest = await service.user([]);
  const mandate = await giveMandate(context, {
    hospitalId,
    personId: guest.personId,
    role: 'reviewer',
    inPlaceOf: null,
    from: '2026-11-20',
    until: '2026-12-20',
    reason: '仅一名药师',
    document: '质控 5 号',
  });
  const webhook = await openWebhook(context, {
    hospitalId,
    url: 'https://his.example/rights',
    from: '2026-11-20',
    until: null,
    secret: 'a secret of the matrix, long enough',
  });
  const adoption = await proposeAdoption(city.registrar.context, {
    file: 'tiny-2026.yaml',
    from: '2027-01-01',
    jurisdictionId: hospitalId,
    document: '矩阵〔2026〕1号',
    publishedOn: '2026-11-01',
  });
  const login = `matrix.${digit}`;
  const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
  const account = await openAccount(security.context, {
    personKind: 'human',
    name: '普通人员',
    identityNo: null,
    login,
    password: 'a first password',
    hospitalId,
  });
  const personId = (await service.ports.store.people.accountById(account.id))?.personId ?? '';
  const accessGrantId = service.ports.newId('acg');
  await service.ports.store.ledger.append([
    {
      event: {
        kind: 'access.granted',
        v: 1,
        grantId: accessGrantId,
        personId,
        role: 'auditor',
        scope: { kind: 'hospital', hospitalId },
        category: null,
        from: '2026-01-01',
        until: null,
      },
      by: { personId: security.personId, accountId: security.accountId, role: 'security-administrator' },
      streams: [{ kind: 'person', id: personId }],
    },
  ]);
  return {
    regionId: hospital === city.first ? city.cityId : city.countyId,
    hospitalId,
    wardId,
    doctorId,
    licenceNo: `36070000000${digit}001`,
    staffNo,
    duplicateId,
    twinId,
    postId: shown.posts[0]?.postId ?? '',
    rightGrantId: rights.grants[0]?.grantId ?? '',
    measureId: rights.measures[0]?.measureId ?? '',
    mergeId: merge.id,
    deductionId: deduction.id,
    leadId: lead.id,
    mappingId: mapping.id,
    creditId: credit.id,
    leaveId: leave.id,
    interestId: interest.id,
    openingId: opening.id,
    mandateId: mandate.id,
    webhookId: webhook.id,
    followUpId: await followUpOf(service, hospitalId),
    importJobId: await oneImportJob(hospital),
    adoptionId: adoption.id,
    login,
    accountId: account.id,
    personId,
    accessGrantId,
  };
}

function absentLike(): Objects {
  const none = (prefix: string) => `${prefix}_0000000000000000`;
  return {
    regionId: none('reg'),
    hospitalId: none('hos'),
    wardId: none('wrd'),
    doctorId: none('doc'),
    licenceNo: '360700000009999',
    staffNo: 'M999',
    duplicateId: none('doc'),
    twinId: 'doc_0000000000000001',
    postId: none('pst'),
    rightGrantId: none('rgt'),
    measureId: none('msr'),
    mergeId: none('mrg'),
    deductionId: none('ded'),
    leadId: none('led'),
    mappingId: none('map'),
    creditId: none('crd'),
    leaveId: none('lea'),
    interestId: none('int'),
    openingId: none('opn'),
    mandateId: none('mnd'),
    webhookId: none('whk'),
    followUpId: none('fup'),
    importJobId: none('job'),
    adoptionId: none('adp'),
    login: 'matrix.nobody',
    accountId: none('acc'),
    personId: none('per'),
    accessGrantId: none('acg'),
  };
}

/** A file that was tried and refused nothing: the job is there, and nothing is live. */
async function oneImportJob({ affairs, hospitalId }: SmallHospital): Promise<string> {
  const source = { kind: 'stream', stream: blocksOf(csvOf(stays(1))) } as const;
  const command = { dataset: 'inpatientRows', hospitalId, source, dryRun: true } as const;
  return (await startImport(await costContextOf(affairs.context), command)).jobId;
}
