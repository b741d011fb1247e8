import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, answeredWithVersion, api, type Schema } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useLanguage } from '../language/language.tsx';
import { type Role, useMe } from '../session/me.ts';

/** What the people of a hospital ask about its doctors and records. */

export type Deduction = Schema<'Deduction'>;
export type Duty = Schema<'Duty'>;
export type ListedDoctor = Schema<'ListedDoctor'>;
export type ViolationType = Schema<'ViolationType'>;

/** Who records, decides, keeps the register. */
export const recordingRoles: readonly Role[] = ['auditor', 'medical-affairs', 'ethics-office'];
export const decidingRoles: readonly Role[] = ['reviewer', 'medical-affairs', 'ethics-office'];

/** The hospitals where the person holds one of the roles; of each only the id is known here. */
export function useHospitalIds(roles: readonly Role[]): readonly string[] {
  const { grants } = useMe();
  const ids = grants
    .filter(({ role }) => roles.some((wanted) => wanted === role))
    .flatMap(({ scope }) => (typeof scope.hospitalId === 'string' ? [scope.hospitalId] : []));
  return [...new Set(ids)];
}

export function useHospitals() {
  return useQuery({
    queryKey: ['hospitals'],
    queryFn: () => answered(api.GET('/v1/hospitals')),
    staleTime: namesMaxAgeMs,
  });
}

/** Names of hospitals by their ids, where an answer has only ids. */
export function useHospitalNames(): (hospitalId: string) => string {
  const { data } = useHospitals();
  return (hospitalId) => data?.items.find((each) => each.hospitalId === hospitalId)?.name ?? hospitalId;
}

/** By name, pinyin, initials, licence or staff number. */
export function useDoctorSearch(q: string, enabled = true) {
  return useQuery({
    queryKey: ['doctors', q],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/doctors', { params: { query: { q, limit: String(shownDoctors) } }, signal })),
    placeholderData: keepPreviousData,
    enabled: enabled && q !== '',
  });
}

export function useDoctors(q: string, department: string) {
  const asked = { limit: '50', ...(q === '' ? {} : { q }), ...(department === '' ? {} : { department }) };
  return usePages(['doctors', 'list', asked], (page) =>
    answered(api.GET('/v1/doctors', { params: { query: { ...asked, ...page } } })),
  );
}

export function useDoctor(doctorId: string) {
  const params = { path: { doctorId } };
  return useQuery({
    queryKey: ['doctor', doctorId],
    queryFn: () => answeredWithVersion(api.GET('/v1/doctors/{doctorId}', { params })),
    enabled: doctorId !== '',
  });
}

/** What binds a hospital on the day of an act. */
export function useViolations(hospital: string | undefined, on: string) {
  return useQuery({
    queryKey: ['violations', hospital, on],
    queryFn: () =>
      answered(
        api.GET('/v1/violation-types', { params: { query: { on, ...(hospital === undefined ? {} : { hospital }) } } }),
      ),
    placeholderData: keepPreviousData,
    staleTime: namesMaxAgeMs,
    enabled: on !== '',
  });
}

/** With the version that a step must name: nobody decides on what has changed since they read it. */
export function useDeduction(deductionId: string) {
  const params = { path: { deductionId } };
  return useQuery({
    queryKey: ['deduction', deductionId],
    queryFn: () => answeredWithVersion(api.GET('/v1/deductions/{deductionId}', { params })),
  });
}

export function usePreview(deductionId: string, enabled: boolean) {
  const params = { path: { deductionId } };
  return useQuery({
    queryKey: ['preview', deductionId],
    queryFn: () => answered(api.GET('/v1/deductions/{deductionId}/preview', { params })),
    enabled,
  });
}

/** The schemes that bind a hospital on a day, to choose from: by their titles. */
export function useSchemes(hospital: string | undefined, on: string) {
  const { language } = useLanguage();
  const found = useViolations(hospital, on).data?.items ?? [];
  const titles = new Map(found.map(({ schemeId, schemeTitle }) => [schemeId, schemeTitle[language]]));
  return [...titles].map(([value, label]) => ({ value, label }));
}

const shownDoctors = 12;
const namesMaxAgeMs = 600_000;
