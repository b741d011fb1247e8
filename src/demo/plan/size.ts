/** How much of the city is built; both come from one generator. */
export interface DemoSize {
  readonly name: 'full' | 'small';
  readonly hospitals: 'all' | readonly string[];
  /** Of the wards and doctors in seeds/demo/places.yaml. */
  readonly wardShare: number;
  readonly doctorShare: number;
  readonly costMonths: number;
}

export const demoSizes: Readonly<Record<DemoSize['name'], DemoSize>> = {
  full: { name: 'full', hospitals: 'all', wardShare: 1, doctorShare: 1, costMonths: 36 },
  small: { name: 'small', hospitals: ['h01', 'h02', 'h04', 'h29'], wardShare: 0.25, doctorShare: 0.15, costMonths: 14 },
};
