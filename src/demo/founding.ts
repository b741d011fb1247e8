import type { PersonKind } from '../core/register/people/person.ts';
import { readCalendars } from '../library.ts';
import { argon2Passwords } from '../passwords.ts';
import { grantAccess } from '../usecases/access/access.ts';
import { openAccount } from '../usecases/access/account.ts';
import { bootstrap } from '../usecases/access/bootstrap.ts';
import { changePassword } from '../usecases/access/session.ts';
import type { Passwords } from '../usecases/context.ts';
import { loadCalendar } from '../usecases/register/calendar.ts';
import { registerHospital } from '../usecases/register/hospital.ts';
import { registerRegion } from '../usecases/register/region.ts';
import { registerWard } from '../usecases/register/ward.ts';
import { confirmAdoption, proposeAdoption } from '../usecases/schemes/adoption.ts';
import type { CityPlan } from './plan/city.ts';
import { cityWideFrom, foundedOn, pilotFrom } from './plan/days.ts';
import { pilotHospital } from './plan/everyday.ts';
import { demoPassword, planStaff, type StaffPlan, scopeOf, securityLogin } from './plan/people.ts';
import type { HospitalPlan } from './plan/places.ts';
import { actor, letAct, type World } from './world.ts';

/** Places are registered from here on: nobody's post is older. */
const registeredFrom = '1990-01-01';
const city = 'city';

/** The first administrator, the commission's people, the city and its counties. */
export async function foundCity(world: World, plan: CityPlan): Promise<void> {
  const { ports, clock, regions } = world;
  clock.moveTo(foundedOn, '08:30');
  const first = firstPassword(securityLogin);
  const passwords = passwordsMade(world, securityLogin);
  const security = await bootstrap({ ...ports, passwords }, { login: securityLogin, password: first });
  await letAct(world, securityLogin, security);
  await employ(
    world,
    plan.commission.filter(({ scope }) => scope === 'city'),
  );
  const registrar = actor(world, 'registrar');
  const { id: cityId } = await registerRegion(registrar, { name: plan.city, level: 'city', parentId: null });
  regions.set(city, cityId);
  for (const name of plan.counties) {
    const { id } = await registerRegion(registrar, { name, level: 'county', parentId: cityId });
    regions.set(name, id);
  }
  await employ(
    world,
    plan.commission.filter(({ scope }) => scope !== 'city'),
  );
  for (const table of readCalendars().filter(({ year }) => year <= 2025)) await loadCalendar(registrar, table);
}

/** A hospital joins: its wards, and who works with the service there. */
export async function joinHospital(world: World, plan: CityPlan, hospital: HospitalPlan): Promise<void> {
  const registrar = actor(world, 'registrar');
  const { name, level, kind: hospitalKind, county } = hospital;
  const facts = { name, level, hospitalKind, regionId: world.regions.get(county), monitored: level > 1 };
  const { id: hospitalId } = await registerHospital(registrar, { ...facts, from: registeredFrom });
  world.hospitals.set(hospital.key, hospitalId);
  for (const { key, name, department, specialty, code } of hospital.wards) {
    const ward = { hospitalId, name, department, specialty, codes: [code, name], from: registeredFrom };
    world.wards.set(key, (await registerWard(registrar, ward)).id);
  }
  await employ(world, planStaff(plan.seeds, hospital, plan.luck), hospital.departments[0]);
}

/** NHSA's decisions are recorded from the first full year, one hospital tries a scheme of its own, then the city has one. */
export async function adoptPilotSchemes(world: World): Promise<void> {
  await adoptByTwo(world, {
    file: 'nhsa-2024.yaml',
    from: pilotFrom,
    jurisdictionId: world.regions.get(city),
    document: '演示市卫健委〔2024〕12号（演示）',
    publishedOn: '2024-12-16',
  });
  await adoptByTwo(world, {
    file: 'wuhan-central-2017.yaml',
    from: pilotFrom,
    jurisdictionId: world.hospitals.get(pilotHospital),
    document: '演示第一医院院发〔2024〕31号（演示）',
    publishedOn: '2024-12-20',
  });
}

export async function adoptCityScheme(world: World): Promise<void> {
  const registrar = actor(world, 'registrar');
  for (const table of readCalendars().filter(({ year }) => year > 2025)) await loadCalendar(registrar, table);
  await adoptByTwo(world, {
    file: 'ganzhou-default-2026.yaml',
    from: cityWideFrom,
    jurisdictionId: world.regions.get(city),
    document: '演示市卫健委〔2025〕40号（演示）',
    publishedOn: '2025-12-01',
  });
}

/** One registrar proposes, the other confirms. */
async function adoptByTwo(world: World, adoption: Parameters<typeof proposeAdoption>[1]): Promise<void> {
  const { id: adoptionId } = await proposeAdoption(actor(world, 'registrar'), adoption);
  await confirmAdoption(actor(world, 'registrar.b'), { adoptionId });
}

/** Opens an account for each and grants what the post needs. */
async function employ(world: World, people: readonly StaffPlan[], department = ''): Promise<void> {
  const manager = actor(world, securityLogin);
  await Promise.all(
    people.map(async (staff) => {
      const { login, name, personKind, hospital, role, category } = staff;
      const passwords = passwordsMade(world, login);
      const hospitalId = hospital === null ? null : world.hospitals.get(hospital);
      const identityNo = `DEMO-${login}`;
      const account = { login, name, personKind, identityNo, password: firstPassword(login), hospitalId };
      const opened = await openAccount({ ...manager, passwords }, account);
      const event = opened.appended.entries[0]?.entry.event;
      if (event?.kind !== 'person.registered') throw new Error('an account was opened for nobody');
      const { personId } = event;
      const scope = scopeOf(staff, { hospital: world.hospitals.get, region: world.regions.get }, department);
      await grantAccess(manager, { personId, role, scope, category, from: foundedOn, until: null });
      await letAct(world, login, { personId, accountId: opened.id });
    }),
  );
}

/**
 * Hashes the passwords that accounts are opened with, before history begins: were one made in the middle of it, what is
 * written first would depend on how fast it was. A machine's is the demo's from the start; a person changes the first
 * one, so that it need not be strong.
 */
export async function makePasswords(
  world: World,
  logins: Readonly<Record<PersonKind, readonly string[]>>,
): Promise<void> {
  const make = async (login: string, hash: Promise<string>) => void world.firstHashes.set(login, await hash);
  await Promise.all([
    ...logins.human.map((login) => make(login, quickPasswords.hash(firstPassword(login)))),
    ...logins.machine.map((login) => make(login, world.ports.passwords.hash(demoPassword(login)))),
  ]);
}

/** For opening an account that is entered later, or one that acts in the history and that nobody ever enters. */
export function passwordsMade({ firstHashes }: World, login: string): Passwords {
  return { hash: async () => firstHashes.get(login) ?? hashOfNoPassword, verify: async () => false };
}

/** Sets the demo's passwords over the first ones, as each person would at the first login; nothing of it is an entry. */
export async function setPasswords(world: World, logins: readonly string[]): Promise<void> {
  await Promise.all(
    logins.map((login) => {
      const { accountId } = actor(world, login).actor;
      const passwords = { currentPassword: firstPassword(login), newPassword: demoPassword(login) };
      return changePassword(world.ports, { accountId, ...passwords, source: 'demo' });
    }),
  );
}

export function firstPassword(login: string): string {
  return `first-${demoPassword(login)}`;
}

/** For the short time between the first password and the real one. */
const quickPasswords = argon2Passwords({ memoryKiB: 64, passes: 1 });
const hashOfNoPassword = '!';
