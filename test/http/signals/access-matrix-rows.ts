import type { MatrixRow } from '../matrix/access-matrix-row.ts';

const object = (call: MatrixRow['call'], more: Pick<MatrixRow, 'except' | 'withoutData'> = {}): MatrixRow => ({
  of: 'object',
  call,
  ...more,
});

/** A hospital as a whole is not a department's. */
const wholeHospital = { except: { 'department-head (department)': { own: 'absent' } } } as const;

/** A region is no hospital's and no department's. */
const wholeRegion = {
  except: {
    'department-head (department)': { own: 'absent' },
    'medical-affairs (hospital)': { own: 'absent' },
  },
} as const;

const drugCost = 'drugCostPerDischarge';
const october = { from: '2026-10', until: '2026-11' };

/** Signals of drug cost and what follows from them. */
const ownRows: Readonly<Record<string, MatrixRow>> = {
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
  getEffect: object(
    ({ hospitalId }) => ({
      query: { hospital: hospitalId, measure: drugCost, from: '2024-01', until: '2026-11', since: '2025-06' },
    }),
    { ...wholeHospital, withoutData: 422 },
  ),
  getDeductionRates: object(({ regionId }) => ({ query: { county: regionId, level: '3', ...october } }), wholeRegion),
  getPenaltyCounts: object(({ hospitalId }) => ({ query: { hospital: hospitalId, ...october } }), wholeHospital),
  getDeductionsBeside: object(
    ({ hospitalId }) => ({ query: { hospital: hospitalId, measure: drugCost, ...october } }),
    wholeHospital,
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
  listFollowUpProposals: object(({ hospitalId }) => ({ query: { hospital: hospitalId } }), wholeHospital),
  listFollowUps: { of: 'nothing', call: () => ({}) },
  getFollowUp: object(({ followUpId }) => ({ params: { followUpId } }), wholeHospital),
  takeUpSignal: object(({ hospitalId }) => ({
    body: { measure: drugCost, hospitalId, wardId: null, rule: 'shift', since: '2026-01', note: '矩阵' },
  })),
  sendFollowUpNotice: object(({ followUpId }) => ({
    params: { followUpId },
    body: { basis: 'monthly-monitoring', text: '请说明' },
  })),
  recordFollowUpInterview: object(({ followUpId }) => ({
    params: { followUpId },
    body: {
      basis: 'monthly-monitoring',
      heldOn: '2026-11-19',
      attendees: ['副院长'],
      problems: ['偏高'],
      deadline: '2026-12-31',
    },
  })),
  recordFollowUpRecheck: object(({ followUpId }) => ({
    params: { followUpId },
    body: { checkedOn: '2026-11-19', outcome: 'put-right', findings: '已整改' },
  })),
  closeFollowUp: object(({ followUpId }) => ({ params: { followUpId }, body: { reason: '矩阵' } })),
  sendMonthlyNotice: object(({ regionId, hospitalId }) => ({
    params: { month: '2026-10' },
    body: { county: regionId, document: '矩阵', hospitalIds: [hospitalId], textSha256: 'a'.repeat(64) },
  })),
  listSentNotices: { of: 'nothing', call: () => ({}) },
  printMonthlyNotice: object(
    ({ regionId }) => ({ params: { month: '2026-10' }, query: { county: regionId } }),
    wholeRegion,
  ),
};

/** The CSV of a question is the same question at another address. */
const asCsv = [
  'getSignals',
  'listAlerts',
  'getFunnel',
  'getEffect',
  'getDeductionRates',
  'getDeductionsBeside',
  'getPenaltyCounts',
];

export const signalRows: Readonly<Record<string, MatrixRow>> = {
  ...ownRows,
  ...Object.fromEntries(
    Object.entries(ownRows)
      .filter(([operationId]) => asCsv.includes(operationId))
      .map(([operationId, row]) => [`${operationId}Csv`, row]),
  ),
};
