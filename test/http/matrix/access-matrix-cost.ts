import { type Call, type MatrixRow, object, wholeHospital } from './access-matrix-row.ts';

const october = { from: '2026-10', until: '2026-11' };
const measure = 'drugCostPerDischarge';

/** Every question of drug cost is asked of a hospital; its CSV is the same question at another address. */
const questions: Readonly<Record<string, (hospital: string) => NonNullable<Call['query']>>> = {
  getTrend: (hospital) => ({ hospital, measure, ...october }),
  comparePeers: (hospital) => ({ hospital, measure, ...october }),
  getSavings: (hospital) => ({ hospital, measure, ...october }),
  compareWards: (hospital) => ({ hospital, measure, month: '2026-10' }),
  getHeatMap: (hospital) => ({ hospital, measure, ...october }),
  drillDown: (hospital) => ({ hospital, measure, ...october }),
  listStandouts: (hospital) => ({ hospital, month: '2026-10' }),
  getCompleteness: (hospital) => ({ hospital, ...october }),
  getPriceVolume: (hospital) => ({ hospital, ...october }),
  getRateMix: (hospital) => ({ hospital, by: 'ward', measure, ...october }),
  reconcileDrugCost: (hospital) => ({ hospital, ...october }),
};

/** What wards were dispensed of drugs has a permission of its own and asks what for. */
const wardDrugs = object(
  ({ hospitalId }) => ({ params: { hospitalId }, query: { ...october, purpose: 'supervision' } }),
  wholeHospital,
);

export const costRows: Readonly<Record<string, MatrixRow>> = {
  listWardDrugs: wardDrugs,
  listWardDrugsCsv: wardDrugs,
  ...Object.fromEntries(
    Object.entries(questions).flatMap(([operationId, query]) => {
      const row = object(({ hospitalId }) => ({ query: query(hospitalId) }), wholeHospital);
      return [
        [operationId, row],
        [`${operationId}Csv`, row],
      ];
    }),
  ),
};
