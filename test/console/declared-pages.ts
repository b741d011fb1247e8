import { fileURLToPath } from 'node:url';
import type { ConsoleRig } from '../rig/console.ts';

export interface DeclaredPage {
  readonly path: string;
  readonly roles: readonly string[] | 'all';
  readonly navigation?: object;
}

/** Every page that the console declares, whoever it is for: one that is added is looked at without being named here. */
export async function declaredPages(): Promise<readonly DeclaredPage[]> {
  // By a name that the checker cannot follow: the sources of the console have a library of types of their own.
  const source = fileURLToPath(new URL('../../console/src/app/all-pages.ts', import.meta.url));
  const { allPages }: { allPages: readonly { pages: readonly DeclaredPage[] }[] } = await import(source);
  return allPages.flatMap(({ pages }) => pages);
}

/** Somebody of the demo city who holds the role. */
export const loginOf: Readonly<Record<string, string>> = {
  doctor: 'doctor',
  'department-head': 'head',
  auditor: 'auditor',
  reviewer: 'reviewer',
  'medical-affairs': 'affairs',
  'ethics-office': 'ethics',
  'hospital-account-manager': 'manager',
  'commission-officer': 'officer',
  'commission-registrar': 'registrar',
  'appeal-panellist': 'panel',
  'system-administrator': 'system',
  'security-administrator': 'security',
  'audit-administrator': 'audit',
};

/** What stands for a parameter of an address, such as `:deductionId`. */
export type Samples = Readonly<Record<string, string>>;

/** @throws Error for a parameter that nothing stands for: a page that cannot be opened cannot be looked at. */
export function addressOf({ path }: DeclaredPage, samples: Samples): string {
  return path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = samples[name];
    if (value === undefined) throw new Error(`${path}: say in samplesOf what stands for :${name}`);
    return value;
  });
}

/** Things of the demo city that pages are about. */
export async function samplesOf(
  { tour, baseUrl }: ConsoleRig,
  bearer: (login: string) => Promise<string>,
): Promise<Samples> {
  const ask = async (login: string, path: string) => {
    const answer = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${await bearer(login)}` } });
    return (await answer.json()) as Record<string, string>;
  };
  const { accountId = '' } = await ask('security', '/v1/accounts?login=auditor');
  // The officer's tour has made one.
  const followUps = await ask('officer', '/v1/cost/follow-ups');
  const followUpId = /fup_[a-z0-9]+/.exec(JSON.stringify(followUps))?.[0] ?? '';
  return {
    followUpId,
    schemeId: 'ganzhou-default',
    deductionId: tour.waitingDeductionId,
    doctorId: tour.doctor.doctorId,
    hospitalId: tour.hospitalId,
    accountId,
    month: '2026-10',
  };
}
