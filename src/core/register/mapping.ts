/** How one hospital's worksheet names its columns and codes, saved so that next month's file needs no work. */
export interface Mapping {
  readonly hospitalId: string;
  readonly mappingId: string;
  readonly name: string;
  /** Our field → the header in the hospital's file. */
  readonly columns: Readonly<Record<string, string>>;
  /** A code only this hospital uses → the scheme's code; null: not one of the prescriber's, left out. */
  readonly codes: Readonly<Record<string, string | null>>;
}

export type MappingEvent = { readonly kind: 'mapping.saved'; readonly v: 1 } & Mapping;
