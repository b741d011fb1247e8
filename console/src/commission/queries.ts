import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import type { paths } from '../api/schema.gen.ts';

/** What every page of the commission asks: the places and the measures. They change rarely. */

type Body<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer B } } } };
}
  ? B
  : never;

export type Trend = Body<'/v1/cost/trends'>;
export type TrendPoint = Trend['series'][number]['points'][number];
export type Signals = Body<'/v1/cost/signals'>;
export type Peers = Body<'/v1/cost/peers'>;
export type Drill = Body<'/v1/cost/drill'>;
export type HeatMap = Body<'/v1/cost/heat-map'>;
export type Standouts = Body<'/v1/cost/standouts'>;
export type RateMix = Body<'/v1/cost/rate-mix'>;
export type PriceVolume = Body<'/v1/cost/price-volume'>;
export type Effect = Body<'/v1/cost/effects'>;
export type Funnel = Body<'/v1/cost/funnels'>;
export type DeductionRates = Body<'/v1/cost/deduction-rates'>;
export type DeductionsBeside = Body<'/v1/cost/deductions-beside'>;
export type Completeness = Body<'/v1/cost/completeness'>;
export type Reconciliation = Body<'/v1/cost/reconciliations'>;
export type Proposals = Body<'/v1/cost/follow-ups/proposals'>;
export type Proposal = Proposals['proposals'][number];
export type FollowUps = Body<'/v1/cost/follow-ups'>;
export type FollowUp = Body<'/v1/cost/follow-ups/{followUpId}'>;
export type SchemeList = Body<'/v1/schemes'>;
export type PenaltyCounts = Body<'/v1/cost/penalty-counts'>;
export type SliceImport = Body<'/v1/cost/slices'>['items'][number];
export type ImportJob = Body<'/v1/cost/import-jobs'>['items'][number];

export function useMeasures() {
  return useQuery({
    queryKey: ['cost', 'measures'],
    queryFn: () => answered(api.GET('/v1/cost/measures')),
    staleTime: namesMaxAgeMs,
  });
}

/** Of a county; without one, all that the reader reaches. */
export function useHospitals() {
  return useQuery({
    queryKey: ['hospitals'],
    queryFn: () => answered(api.GET('/v1/hospitals')),
    staleTime: namesMaxAgeMs,
  });
}

export function useRegions() {
  return useQuery({
    queryKey: ['regions'],
    queryFn: () => answered(api.GET('/v1/regions')),
    staleTime: namesMaxAgeMs,
  });
}

/** @param hospitalId '' asks nothing. */
export function useWards(hospitalId: string) {
  const params = { path: { hospitalId } };
  return useQuery({
    queryKey: ['wards', hospitalId],
    queryFn: () => answered(api.GET('/v1/hospitals/{hospitalId}/wards', { params })),
    enabled: hospitalId !== '',
    staleTime: namesMaxAgeMs,
  });
}

const namesMaxAgeMs = 600_000;
