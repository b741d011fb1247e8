/**
 * Where the newest signed checkpoint is kept outside the database, so that an older copy of the database cannot pass for
 * the newest: on another disk or another server. Losing it costs the proof that nothing was rolled back since – the ledger
 * then starts read-only until somebody signs for it – and nothing else; rolling it back together with the database is what
 * followers are there to see.
 */
export interface CheckpointLock {
  /** The checkpoint that was put there last, byte for byte; undefined when none ever was. */
  read(): Promise<string | undefined>;

  /**
   * Puts `next` where `expected` stands and resolves when that is durable. False, and nothing changed, when something else
   * stands there: another server published. Atomic among all who hold the same lock.
   */
  replace(expected: string | undefined, next: string): Promise<boolean>;

  close(): Promise<void>;
}
