import type { Statement } from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { DomainEvent } from '../core/events.ts';
import type { Entry } from '../core/ledger/entry.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { Cell, Projection, Row } from './projection.ts';

/** Brings every projection to the state after one entry; called inside the transaction that appends the entry. */
export type ProjectionWriter = (entry: Entry) => void;

export function projectionWriter(connection: SqliteConnection, projections: readonly Projection[]): ProjectionWriter {
  const byKind = new Map<DomainEvent['kind'], ReturnType<typeof tableWriter>[]>();
  for (const projection of projections) {
    const write = tableWriter(connection, projection);
    for (const kind of projection.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), write]);
  }
  return (entry) => {
    for (const write of byKind.get(entry.event.kind) ?? []) write(entry);
  };
}

function tableWriter(connection: SqliteConnection, projection: Projection): (entry: Entry) => void {
  const { name, columns } = shapeOf(projection);
  const stored = columns.map((column) => column.stored);
  const select = connection.prepare<[string], Row>(`select ${selectList(columns)} from ${name} where id = ?`);
  const insert = connection.prepare(
    `insert into ${name} (${stored.join(', ')}) values (${stored.map(() => '?').join(', ')})`,
  );
  const updates = new Map<string, Statement>();
  const updateOf = (changed: readonly Column[]) => {
    const set = changed.map((column) => `${column.stored} = ?`).join(', ');
    const known = updates.get(set) ?? connection.prepare(`update ${name} set ${set} where id = ?`);
    updates.set(set, known);
    return known;
  };
  const cellOf = (row: Row, { property }: Column): Cell => row[property] ?? null;
  return (entry) => {
    for (const id of projection.idsOf(entry)) {
      const before = select.get(id);
      const after = projection.project(before, entry, id);
      if (after === undefined || after === before) continue;
      if (before === undefined) {
        insert.run(columns.map((column) => cellOf(after, column)));
        continue;
      }
      // Only what changed: each column that is named has its indexes written anew, whether or not its value is another.
      const changed = columns.filter((column) => cellOf(after, column) !== cellOf(before, column));
      if (changed.length > 0) updateOf(changed).run(...changed.map((column) => cellOf(after, column)), id);
    }
  };
}

/**
 * A projection's rows as they lie in the file, each as its cells in the order of `shapeOf(projection).columns`, for verify
 * to compare. In the file's own order: by id each row would be looked up in its table.
 */
export function storedCells(connection: SqliteConnection, projection: Projection): IterableIterator<readonly Cell[]> {
  const { name, columns } = shapeOf(projection);
  const stored = columns.map((column) => column.stored).join(', ');
  return connection.prepare<[], readonly Cell[]>(`select ${stored} from ${name} not indexed`).raw().iterate();
}

interface Column {
  readonly property: string;
  readonly stored: string;
}

export function shapeOf(projection: Projection): { name: string; columns: readonly Column[] } {
  const columns = Object.entries(getTableColumns(projection.table)).map(([property, column]) => ({
    property,
    stored: column.name,
  }));
  return { name: getTableName(projection.table), columns };
}

function selectList(columns: readonly Column[]): string {
  return columns.map(({ property, stored }) => `${stored} as "${property}"`).join(', ');
}
