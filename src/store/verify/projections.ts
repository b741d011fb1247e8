import type { Entry } from '../../core/ledger/entry.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Projection, Row } from '../projection.ts';
import { shapeOf, storedRows } from '../projection-writer.ts';
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
  let seen = 0;
  for (const stored of storedRows(connection, projection)) {
    seen += 1;
    const expected = rows.get(stored.id);
    const differing = columns.find(({ property }) => (stored[property] ?? null) !== (expected?.[property] ?? null));
    if (expected === undefined) report(null, `${name} ${stored.id} follows from no entry`);
    else if (differing) report(null, `${name} ${stored.id}: ${differing.stored} is not what the entries say`);
  }
  if (seen < rows.size) report(null, `${name} lacks ${rows.size - seen} row(s) that the entries made`);
}
