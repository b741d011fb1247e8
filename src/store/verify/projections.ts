import type { Entry } from '../../core/ledger/entry.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Cell, Projection, Row } from '../projection.ts';
import { shapeOf, storedCells } from '../projection-writer.ts';
import { projections } from '../projections/all.ts';
import { type Finding, type Report, reporter } from './finding.ts';

/** Every projection's rows, made again from the entries alone, against those that are stored. Reads only. */
export function verifyProjections(connection: SqliteConnection): readonly Finding[] {
  const { findings, report } = reporter();
  const replay = projectionReplay();
  const bodies = connection
    .prepare<[], [seq: number, body: string]>('select seq, body from entry_body order by seq')
    .raw();
  for (const [seq, body] of bodies.iterate()) {
    try {
      replay.take(JSON.parse(body) as Entry);
    } catch {
      // Nothing that was signed is like that; that its leaf commits to something else is found by whoever checks the leaves.
      report(seq, 'its body says nothing that can be projected');
    }
  }
  for (const { projection, rows } of replay.all) compareProjection(connection, projection, rows, report);
  return findings;
}

function projectionReplay() {
  const all = projections.map((projection) => ({ projection, rows: new Map<string, Row>() }));
  const byKind = new Map<string, typeof all>();
  for (const one of all) {
    for (const kind of one.projection.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
  }
  return {
    all,
    take: (entry: Entry) => {
      for (const { projection, rows } of byKind.get(entry.event.kind) ?? []) {
        for (const id of projection.idsOf(entry)) {
          const row = projection.project(rows.get(id), entry, id);
          if (row !== undefined) rows.set(id, row);
        }
      }
    },
  };
}

function compareProjection(
  connection: SqliteConnection,
  projection: Projection,
  rows: ReadonlyMap<string, Row>,
  report: Report,
): void {
  const { name, columns } = shapeOf(projection);
  const properties = columns.map(({ property }) => property);
  const idAt = properties.indexOf('id');
  let seen = 0;
  for (const stored of storedCells(connection, projection)) {
    seen += 1;
    const id = String(stored[idAt]);
    const expected = rows.get(id);
    if (expected === undefined) report(null, `${name} ${id} follows from no entry`);
    else {
      const at = firstDifference(properties, expected, stored);
      if (at !== -1) report(null, `${name} ${id}: ${columns[at]?.stored} is not what the entries say`);
    }
  }
  if (seen < rows.size) report(null, `${name} lacks ${rows.size - seen} row(s) that the entries made`);
}

/** The place of the first column in which they differ; −1: in none. */
function firstDifference(properties: readonly string[], expected: Row, stored: readonly Cell[]): number {
  let at = 0;
  for (const property of properties) {
    if (stored[at] !== (expected[property] ?? null)) return at;
    at += 1;
  }
  return -1;
}
