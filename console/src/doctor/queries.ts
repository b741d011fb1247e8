import { useQuery } from '@tanstack/react-query';
import { answered, answeredWithVersion, api, type Schema } from '../api/client.ts';
import { useOwnDoctorId } from '../session/me.ts';

/** What a doctor asks about the own record. */

export type Standing = Schema<'Standing'>;
export type Item = Schema<'StandingItem'>;

export function useOwnStanding() {
  return useQuery({ queryKey: ['standing'], queryFn: () => answered(api.GET('/v1/me/standing')) });
}

export function useOwnDeductions() {
  return useQuery({ queryKey: ['deductions'], queryFn: () => answered(api.GET('/v1/me/deductions')) });
}

/** With the version that a step must name: nobody answers to what has changed since they read it. */
export function useDeduction(deductionId: string) {
  const params = { path: { deductionId } };
  return useQuery({
    queryKey: ['deduction', deductionId],
    queryFn: () => answeredWithVersion(api.GET('/v1/deductions/{deductionId}', { params })),
  });
}

export function useOwnDuties() {
  return useQuery({
    queryKey: ['duties', 'mine'],
    queryFn: () => answered(api.GET('/v1/duties', { params: { query: { mine: 'true' } } })),
  });
}

export function useOwnDoctor() {
  const doctorId = useOwnDoctorId() ?? '';
  const params = { path: { doctorId } };
  return useQuery({
    queryKey: ['doctor', doctorId],
    queryFn: () => answered(api.GET('/v1/doctors/{doctorId}', { params })),
    enabled: doctorId !== '',
  });
}

export function useOwnRights() {
  const doctorId = useOwnDoctorId() ?? '';
  const params = { path: { doctorId } };
  return useQuery({
    queryKey: ['rights', doctorId],
    queryFn: () => answered(api.GET('/v1/doctors/{doctorId}/rights', { params })),
    enabled: doctorId !== '',
  });
}

/** Names of hospitals by their ids, where an answer has only ids. */
export function useHospitalNames(): (hospitalId: string) => string {
  const { data } = useQuery({
    queryKey: ['hospitals'],
    queryFn: () => answered(api.GET('/v1/hospitals')),
    staleTime: namesMaxAgeMs,
  });
  return (hospitalId) => data?.items.find((each) => each.hospitalId === hospitalId)?.name ?? hospitalId;
}

const namesMaxAgeMs = 600_000;
