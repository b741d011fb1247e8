export const datasets = ['inpatientRows', 'inpatientReturn', 'outpatientReturn', 'drugLines', 'reviewReturn'] as const;

export type Dataset = (typeof datasets)[number];

/** As the address has it; the front pages where it names none. */
export function datasetNamed(held: string): Dataset {
  return datasets.find((each) => each === held) ?? 'inpatientRows';
}
