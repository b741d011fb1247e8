/** How one hospital's worksheet names its columns, saved so that next month's file needs no work. */
export type MappingEvent = {
  readonly kind: 'mapping.saved';
  readonly v: 1;
  readonly hospitalId: string;
  readonly mappingId: string;
  readonly name: string;
  /** Our field → the header in the hospital's file. */
  readonly columns: Readonly<Record<string, string>>;
};
