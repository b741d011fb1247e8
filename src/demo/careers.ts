import { grantAccess } from '../usecases/access/access.ts';
import { openAccountFor } from '../usecases/access/account.ts';
import { changeDoctor, endDoctor, endPost, movePost, registerDoctor, startPost } from '../usecases/register/doctor.ts';
import { confirmMerge, proposeMerge } from '../usecases/register/merge.ts';
import { grantRight } from '../usecases/rights/right-change.ts';
import { firstPassword, passwordsMade } from './founding.ts';
import type { CityPlan } from './plan/city.ts';
import { foundedOn } from './plan/days.ts';
import type { DoctorPlan } from './plan/doctors.ts';
import { duplicateOf, type MergePlan } from './plan/measures.ts';
import { loginAt } from './plan/people.ts';
import type { Moment } from './timeline.ts';
import { actor, letAct, type World } from './world.ts';

/** Doctors enter the register with their hospitals, or when they are hired; later they move, rise, and leave. */
export function careerMoments(plan: CityPlan, withAccount: ReadonlySet<string>): Moment[] {
  const joined = new Map(plan.hospitals.map(({ key }, place) => [key, joiningDay(plan, place)]));
  const doctors = plan.doctors.flatMap((doctor) => {
    const on = doctor.joinsOn ?? joined.get(doctor.hospital) ?? foundedOn;
    return [
      moment(doctor, on, '10:00', 'registers', (world) => register(world, doctor)),
      ...(doctor.rights.length > 0
        ? [moment(doctor, on, '13:00', 'is granted rights', (world) => grantRights(world, doctor))]
        : []),
      ...(withAccount.has(doctor.key)
        ? [moment(doctor, on, '15:30', 'gets an account', (world) => openDoctorsAccount(world, doctor))]
        : []),
      ...laterMoments(doctor),
    ];
  });
  return [...doctors, ...plan.stories.merges.flatMap((merge) => mergeMoments(plan, merge))];
}

/** Some hospitals a day, one after the other. */
export function joiningDay({ days }: CityPlan, place: number): string {
  return days.after(foundedOn, Math.floor(place / joiningTimes.length));
}

export function joiningTime(place: number): string {
  return joiningTimes[place % joiningTimes.length] ?? '';
}

const joiningTimes = ['08:40', '09:00', '09:20', '09:40'];

export const doctorLogin = (doctor: DoctorPlan) =>
  doctor.staffNo === '0001' && loginAt(doctor.hospital, 'doctor').length <= 'doctor2'.length
    ? loginAt(doctor.hospital, 'doctor')
    : doctor.key;

async function register(world: World, doctor: DoctorPlan): Promise<void> {
  const { key, hospital, staffNo, department, ward, from } = doctor;
  const { name, licenceNo, idNumber, title, antibacterialGrade, licensedOn, practiceScope } = doctor;
  const hospitalId = world.hospitals.get(hospital);
  const wardId = ward === null ? null : world.wards.get(ward);
  const facts = { name, licenceNo, idNumber, title, antibacterialGrade, licensedOn, practiceScope, from };
  const post = { hospitalId, staffNo, department, wardId, from };
  const written = await registerDoctor(affairs(world, hospital), { ...facts, post });
  world.doctors.set(key, written.id);
  for (const { entry } of written.appended.entries) {
    if (entry.event.kind === 'doctor.post-started') world.posts.set(key, entry.event.postId);
  }
}

async function grantRights(world: World, { key, hospital, rights, from }: DoctorPlan): Promise<void> {
  const held = { doctorId: world.doctors.get(key), hospitalId: world.hospitals.get(hospital) };
  for (const rightKind of rights) {
    await grantRight(affairs(world, hospital), { ...held, rightKind, from, document: null });
  }
}

async function openDoctorsAccount(world: World, doctor: DoctorPlan): Promise<void> {
  const { key, hospital } = doctor;
  const login = doctorLogin(doctor);
  const personId = world.doctors.get(key);
  const manager = actor(world, loginAt(hospital, 'manager'));
  const hospitalId = world.hospitals.get(hospital);
  const passwords = passwordsMade(world, login);
  const account = { personId, login, password: firstPassword(login), hospitalId };
  const { id: accountId } = await openAccountFor({ ...manager, passwords }, account);
  const scope = { kind: 'self', doctorId: personId } as const;
  const grant = { personId, role: 'doctor', scope, category: null, from: foundedOn, until: null } as const;
  await grantAccess(manager, grant);
  await letAct(world, key, { personId, accountId });
  if (login !== key) await letAct(world, login, { personId, accountId });
}

function laterMoments(doctor: DoctorPlan): Moment[] {
  const { career, key, hospital } = doctor;
  if (career === null) return [];
  const { on } = career;
  switch (career.kind) {
    case 'second-post':
      return [
        moment(doctor, on, '11:00', 'takes a second post', async (world) => {
          const hospitalId = world.hospitals.get(career.hospital);
          const post = { hospitalId, staffNo: career.staffNo, department: doctor.department, wardId: null, from: on };
          await startPost(affairs(world, career.hospital), { doctor: { licenceNo: doctor.licenceNo }, ...post });
          if (doctor.rights.length === 0) return;
          const right = { rightKind: 'general', from: on, document: null } as const;
          await grantRight(affairs(world, career.hospital), { doctorId: world.doctors.get(key), hospitalId, ...right });
        }),
      ];
    case 'moves':
      return [
        moment(doctor, on, '11:00', 'moves', async (world) => {
          const wardId = career.ward === null ? null : world.wards.get(career.ward);
          const ids = { doctorId: world.doctors.get(key), postId: world.posts.get(key) };
          const set = { department: career.department, wardId };
          await movePost(affairs(world, hospital), { ...ids, from: on, set, reason: '轮岗' });
        }),
      ];
    case 'promoted':
      return [
        moment(doctor, on, '11:00', 'is promoted', async (world) => {
          const doctorId = world.doctors.get(key);
          await changeDoctor(affairs(world, hospital), { doctorId, from: on, set: { title: career.title } });
        }),
      ];
    case 'leaves':
      return [
        moment(doctor, on, '17:00', 'leaves', async (world) => {
          const ids = { doctorId: world.doctors.get(key), postId: world.posts.get(key) };
          await endPost(affairs(world, hospital), { ...ids, until: on, reason: '调离' });
        }),
      ];
    case 'ends':
      return [
        moment(doctor, on, '17:00', 'ends', async (world) => {
          const doctorId = world.doctors.get(key);
          await endDoctor(affairs(world, hospital), { doctorId, until: on, reason: career.reason });
        }),
      ];
  }
}

function mergeMoments({ doctors }: CityPlan, merge: MergePlan): Moment[] {
  const doctor = doctors.find(({ key }) => key === merge.doctor);
  if (doctor === undefined) return [];
  const { licenceNo, staffNo } = merge;
  const second = { ...doctor, key: duplicateOf(doctor.key), licenceNo, staffNo, idNumber: null, ward: null };
  const [proposer, confirmer] = ['affairs', 'affairs.b'].map((post) => loginAt(doctor.hospital, post));
  let mergeId = '';
  const moments = [
    moment(second, merge.enteredOn, '10:00', 'is registered twice', (world) => register(world, second)),
    moment(second, merge.enteredOn, '13:00', 'is granted rights twice', (world) =>
      grantRights(world, { ...second, rights: ['general'] }),
    ),
    moment(second, merge.proposedOn, '11:00', 'is proposed to be merged', async (world) => {
      const ids = { doctorId: world.doctors.get(doctor.key), duplicateId: world.doctors.get(second.key) };
      const reason = '同一人员重复建档，执业证书编码录入错误';
      mergeId = (await proposeMerge(actor(world, proposer ?? ''), { ...ids, reason })).id;
    }),
  ];
  const { confirmedOn } = merge;
  if (confirmedOn === null) return moments;
  const confirm = async (world: World) => {
    await confirmMerge(actor(world, confirmer ?? ''), mergeId);
  };
  return [...moments, moment(second, confirmedOn, '11:00', 'is merged', confirm)];
}

function moment(doctor: DoctorPlan, on: string, at: string, what: string, happen: Moment['happen']): Moment {
  return { on, at, what: `${doctor.key} ${what}`, happen };
}

function affairs(world: World, hospital: string) {
  return actor(world, loginAt(hospital, 'affairs'));
}
