import type { MatrixRow } from '../matrix/access-matrix-row.ts';

const object = (call: MatrixRow['call'], more: Pick<MatrixRow, 'except' | 'withoutData'> = {}): MatrixRow => ({
  of: 'object',
  call,
  ...more,
});

/** A hospital as a whole is not a department's. */
const wholeHospital = { except: { 'department-head (department)': { own: 'absent' } } } as const;

const drugCost = 'drugCostPerDischarge';
const october = { from: '2026-10', until: '2026-11' };

/** Signals of drug cost and what follows from them. */
export const signalRows: Readonly<Record<string, MatrixRow>> = {
  getSignals: object(
    ({ hospitalId }) => ({ query: { hospital: hospitalId, measure: drugCost, ...october } }),
    wholeHospital,
  ),
  listAlerts: object(({ hospitalId }) => ({ query: { hospital: hospitalId } }), wholeHospital),
  getFunnel: object(
    ({ hospitalId }) => ({
      query: { hospital: hospitalId, of: 'ward', level: '3', measure: drugCost, from: '2026-07', until: '2026-11' },
    }),
    wholeHospital,
  ),
  getRateMix: object(
    ({ hospitalId }) => ({ query: { hospital: hospitalId, by: 'ward', measure: drugCost, ...october } }),
    wholeHospital,
  ),
  getEffect: object(
    ({ hospitalId }) => ({
      query: { hospital: hospitalId, measure: drugCost, from: '2024-01', until: '2026-11', since: '2025-06' },
    }),
    { ...wholeHospital, withoutData: 422 },
  ),
  setBaseline: object(({ hospitalId }) => ({
    body: {
      measure: drugCost,
      scope: { kind: 'hospital', hospitalId },
      from: '2024-01',
      until: '2025-01',
      appliesFrom: '2024-01',
      reason: '矩阵',
    },
  })),
};
