import { useSuspenseQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';

/** The roles of the service (三员分立: nobody holds two of the administrators'). */
export type Role =
  | 'doctor'
  | 'department-head'
  | 'auditor'
  | 'reviewer'
  | 'medical-affairs'
  | 'ethics-office'
  | 'hospital-account-manager'
  | 'commission-officer'
  | 'commission-registrar'
  | 'appeal-panellist'
  | 'system-administrator'
  | 'security-administrator'
  | 'audit-administrator';

/** Who is here and what they may do. Only below the shell, which waits for it. */
export function useMe() {
  return useSuspenseQuery({ queryKey: ['me'], queryFn: () => answered(api.GET('/v1/me')), staleTime: maxAgeMs }).data;
}

export function useRoles(): ReadonlySet<string> {
  return new Set(useMe().grants.map(({ role }) => role));
}

/** The doctor that this account is, if it is one's. */
export function useOwnDoctorId(): string | undefined {
  const { grants } = useMe();
  const doctorId = grants.find(({ scope }) => scope.kind === 'self')?.scope.doctorId;
  return typeof doctorId === 'string' ? doctorId : undefined;
}

const maxAgeMs = 300_000;
