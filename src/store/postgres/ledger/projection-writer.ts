import { type Column, getTableColumns, getTableName } from 'drizzle-orm';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { Cell, Projection, Row } from '../../projection.ts';
import type { PostgresClient } from '../connect.ts';

/** Brings every projection to the state after the entries of one transaction. */
export interface ProjectionWriter {
  /** Reads the rows that the entries touch and folds the entries into them. */
  fold(client: PostgresClient, entries: readonly Entry[]): Promise<ProjectedRows>;
}

export interface ProjectedRows {
  /** Sends what changed; at most one statement a table. */
  write(client: PostgresClient): Promise<unknown>[];
}

export function projectionWriter(projections: readonly Projection[]): ProjectionWriter {
  const tables = projections.map(tableWriter);
  return {
    fold: async (client, entries) => {
      const folded = await Promise.all(tables.flatMap((table) => table(client, entries) ?? []));
      return { write: (writing) => folded.flatMap((write) => write(writing) ?? []) };
    },
  };
}

type Write = (client: PostgresClient) => Promise<unknown> | undefined;

function tableWriter(
  projection: Projection,
): (client: PostgresClient, entries: readonly Entry[]) => Promise<Write> | undefined {
  const { name, columns } = postgresShape(projection);
  const stored = columns.map((column) => column.stored);
  const select = {
    name: `rows of ${name}`,
    text: `select ${columns.map(({ property, stored: column }) => `${column} as "${property}"`).join(', ')}
      from ${name} where id = any ($1)`,
  };
  const upsert = {
    name: `upsert of ${name}`,
    text: `insert into ${name} (${stored.join(', ')})
      select * from unnest(${columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ')})
      on conflict (id) do update set ${stored.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  };
  return (client, entries) => {
    const touching = entries.filter(({ event }) => projection.kinds.includes(event.kind));
    const ids = [...new Set(touching.flatMap((entry) => projection.idsOf(entry)))];
    if (ids.length === 0) return undefined;
    return client.query<Row>({ ...select, values: [ids] }).then((found) => {
      const rows = new Map<string, Row>(found.rows.map((row) => [row.id, row]));
      const changed = new Map<string, Row>();
      for (const entry of touching) {
        for (const id of projection.idsOf(entry)) {
          const before = rows.get(id);
          const after = projection.project(before, entry, id);
          if (after === undefined || after === before) continue;
          rows.set(id, after);
          changed.set(id, after);
        }
      }
      if (changed.size === 0) return () => undefined;
      const cells = columns.map(({ property }) => [...changed.values()].map((row): Cell => row[property] ?? null));
      return (writing: PostgresClient) => writing.query({ ...upsert, values: cells });
    });
  };
}

interface StoredColumn {
  readonly property: string;
  readonly stored: string;
  readonly type: 'text' | 'bigint' | 'double precision';
}

export function postgresShape(projection: Projection): { name: string; columns: readonly StoredColumn[] } {
  const columns = Object.entries(getTableColumns(projection.table)).map(([property, column]) => ({
    property,
    stored: column.name,
    type: typeOf(column),
  }));
  return { name: getTableName(projection.table), columns };
}

/** What the one file of tables calls a column, in PostgreSQL's words; the migrations say the same. */
export function typeOf(column: Column): StoredColumn['type'] {
  switch (column.getSQLType()) {
    case 'integer':
      return 'bigint';
    case 'real':
      return 'double precision';
    default:
      return 'text';
  }
}
