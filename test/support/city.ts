import type { NewDoctor } from '../../src/usecases/register/doctor.ts';
import { registerDoctor } from '../../src/usecases/register/doctor.ts';
import { registerHospital } from '../../src/usecases/register/hospital.ts';
import { registerRegion } from '../../src/usecases/register/region.ts';
import { registerWard } from '../../src/usecases/register/ward.ts';
import { grantRight } from '../../src/usecases/rights/right-change.ts';
import type { TestService, TestUser } from './service.ts';

/** A city with one county, a level-3 hospital in the city and a level-2 one in the county, and who works with them. */
export interface SmallCity {
  readonly cityId: string;
  readonly countyId: string;
  readonly first: SmallHospital;
  readonly second: SmallHospital;
  readonly registrar: TestUser;
  readonly officer: TestUser;
  readonly countyOfficer: TestUser;
}

export interface SmallHospital {
  readonly hospitalId: string;
  readonly wardId: string;
  readonly affairs: TestUser;
  readonly his: TestUser;
}

export async function smallCity(service: TestService): Promise<SmallCity> {
  const registrar = await service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }]);
  const { context } = registrar;
  const { id: cityId } = await registerRegion(context, { name: '演示市', level: 'city', parentId: null });
  const { id: countyId } = await registerRegion(context, { name: '东县', level: 'county', parentId: cityId });
  const officer = await service.user([{ role: 'commission-officer', scope: { kind: 'city' } }]);
  const countyOfficer = await service.user([
    { role: 'commission-officer', scope: { kind: 'county', regionId: countyId } },
  ]);
  const hospital = async (name: string, regionId: string, level: 2 | 3): Promise<SmallHospital> => {
    const { id: hospitalId } = await registerHospital(context, {
      name,
      regionId,
      level,
      hospitalKind: 'general',
      monitored: true,
      from: '2020-01-01',
    });
    const scope = { kind: 'hospital', hospitalId } as const;
    const affairs = await service.user([{ role: 'medical-affairs', scope }]);
    const his = await service.user([{ role: 'his-client', scope }]);
    const ward = { name: '心内一病区', department: '心内科', specialty: '03.04 心血管内科专业', codes: ['0301'] };
    const { id: wardId } = await registerWard(affairs.context, { hospitalId, ...ward, from: '2020-01-01' });
    return { hospitalId, wardId, affairs, his };
  };
  const first = await hospital('演示市人民医院', cityId, 3);
  const second = await hospital('东县人民医院', countyId, 2);
  return { cityId, countyId, first, second, registrar, officer, countyOfficer };
}

/** A doctor as the tests need one: change what matters to the test. */
export function newDoctor(hospital: SmallHospital, changes: Partial<NewDoctor> & { staffNo?: string } = {}): NewDoctor {
  const { staffNo = 'A001', ...facts } = changes;
  const { hospitalId, wardId } = hospital;
  return {
    name: '张伟明',
    licenceNo: '110000000000001',
    title: '主治医师',
    antibacterialGrade: 'restricted',
    licensedOn: '2015-06-01',
    practiceScope: '内科专业',
    from: '2020-01-01',
    idNumber: null,
    post: { hospitalId, staffNo, department: '心内科', wardId, from: '2020-01-01' },
    ...facts,
  };
}

/** A doctor of the hospital with the general right. */
export async function prescriber(
  hospital: SmallHospital,
  changes: Partial<NewDoctor> & { staffNo?: string } = {},
): Promise<string> {
  const { id: doctorId } = await registerDoctor(hospital.affairs.context, newDoctor(hospital, changes));
  const { hospitalId } = hospital;
  const right = { rightKind: 'general', from: '2020-01-01', document: null } as const;
  await grantRight(hospital.affairs.context, { doctorId, hospitalId, ...right });
  return doctorId;
}

/** A doctor whose numbers no other doctor of the test bears. */
export function fresh(hospital: SmallHospital, changes: Partial<NewDoctor> = {}): NewDoctor {
  numbers += 1;
  const staffNo = `N${String(numbers).padStart(4, '0')}`;
  return newDoctor(hospital, { licenceNo: `3607${String(numbers).padStart(11, '0')}`, staffNo, ...changes });
}

let numbers = 0;
