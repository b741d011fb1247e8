/** What checking found about one file, in both languages. */
export interface Checked {
  readonly name: string;
  readonly ok: boolean;
  /** null where nothing was passed, and for a statement of a head. */
  readonly level: 'consistent' | 'signed' | 'cosigned' | null;
  /** What a receipt proves; null where nothing was passed, and for a statement of a head. */
  readonly entry: unknown;
  readonly zh: string;
  readonly en: string;
}

/** What checker.ts offers to pages, without the types of the ledger: they are written for newer libraries than browsers have. */
export interface ReceiptChecker {
  /**
   * Receipts and statements against keys, one a line.
   *
   * @returns undefined when one of the lines is no key.
   */
  readonly checkReceipts: (
    files: readonly { readonly name: string; readonly text: string }[],
    keyLines: string,
  ) => readonly Checked[] | undefined;
  /** What is said of lines that are no keys. */
  readonly noKey: { readonly zh: string; readonly en: string };
}
