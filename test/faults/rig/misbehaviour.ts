import Database from 'better-sqlite3';

/**
 * What a service that is built worse than ours would do, switched on while it runs: the negative controls of the harnesses.
 *
 * - `normal`: the setting that better-sqlite3 takes by itself after the first write, no fsync at a commit
 * - `late`: says that it committed, and means to do so later
 * - `deaf`: does not hear that a commit failed
 *
 * `busy` is as good as ours, but writes its log back into the file after each commit instead of every thousand pages.
 */
export type Misbehaviour = 'none' | 'normal' | 'late' | 'deaf' | 'busy';

/** To be called before anything opens a database. @returns the switch; it works on the ledger's connection. */
export function breakable(): (how: Misbehaviour) => void {
  let now: Misbehaviour = 'none';
  let ledger: Database.Database | undefined;
  const { prototype } = Database;
  const { prepare } = prototype;
  const whole = (connection: Database.Database, run: () => unknown) => {
    try {
      return run();
    } catch (error) {
      if (now !== 'deaf') throw error;
      if (connection.inTransaction) connection.exec('rollback');
    }
  };
  prototype.prepare = function prepared(this: Database.Database, source: string) {
    const statement = prepare.call(this, source) as Database.Statement;
    if (source === 'begin immediate') {
      ledger = this;
      return { run: () => (now === 'late' && this.inTransaction ? undefined : statement.run()) };
    }
    if (source !== 'commit') return statement;
    return {
      run: () => (now === 'late' ? undefined : whole(this, () => statement.run())),
    };
  } as typeof prepare;
  return (how) => {
    now = how;
    if (ledger === undefined) throw new Error('no ledger was opened');
    ledger.pragma(`synchronous = ${how === 'normal' ? 'normal' : 'full'}`);
    ledger.pragma(`wal_autocheckpoint = ${how === 'busy' ? 1 : 1_000}`);
  };
}
