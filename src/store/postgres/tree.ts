import { leafHash } from '../../core/ledger/merkle.ts';
import type { NodePlace } from '../../core/ledger/proof.ts';
import { sha256 } from '../../hashing.ts';
import type { OpenedEntry, TreeStore } from '../tree/contract.ts';
import type { PostgresSql } from './sql.ts';

export function postgresTree(sql: Pick<PostgresSql, 'selectArrays' | 'rows'>): TreeStore {
  const leavesAt = async (seqs: readonly number[]) => {
    if (seqs.length === 0) return new Map<number, Buffer>();
    const rows = await sql.selectArrays('select seq, leaf from entry where seq = any (?::bigint[])', [seqs]);
    return new Map(rows as [number, Buffer][]);
  };
  const nodesAt = async (places: readonly NodePlace[]) => {
    if (places.length === 0) return new Map<string, Buffer>();
    const rows = await sql.selectArrays(
      `select n.level, n.idx, n.hash from unnest(?::bigint[], ?::bigint[]) p(level, idx)
       join tree_node n on n.level = p.level and n.idx = p.idx`,
      [places.map(({ level }) => level), places.map(({ index }) => index)],
    );
    return new Map(rows.map(([level, index, hash]) => [`${level}/${index}`, hash as Buffer]));
  };
  return {
    size: async () =>
      (await sql.rows<{ size: number }>('select coalesce(max(seq) + 1, 0) as size from entry'))[0]?.size ?? 0,
    hashes: async (places) => {
      const [leaves, nodes] = await Promise.all([
        leavesAt(places.filter(({ level }) => level === 0).map(({ index }) => index)),
        nodesAt(places.filter(({ level }) => level > 0)),
      ]);
      return places.map(({ level, index }) => {
        const leaf = leaves.get(index);
        const hash = level > 0 ? nodes.get(`${level}/${index}`) : leaf && leafHash(sha256, leaf);
        if (hash === undefined) throw new Error(`the ledger lacks tree node ${level}/${index}; run: rx12 verify`);
        return hash;
      });
    },
    leaves: async (from, until) => {
      const rows = await sql.rows<{ leaf: Buffer }>(
        'select leaf from entry where seq >= ? and seq < ? order by seq',
        ...[from, until],
      );
      return rows.map(({ leaf }) => leaf);
    },
    opened: async (seqs) => {
      const rows = await sql.selectArrays(
        `select e.seq, b.body, b.salt, e.leaf from entry e join entry_body b on b.seq = e.seq
         where e.seq = any (?::bigint[])`,
        [[...seqs]],
      );
      const found = new Map(
        rows.map(([seq, body, salt, leaf]) => [seq as number, { seq, body, salt, leaf } as OpenedEntry]),
      );
      return seqs.flatMap((seq) => found.get(seq) ?? []);
    },
    positionsOf: async ({ kind, id }, n, limit) => {
      const rows = await sql.rows<{ seq: number }>(
        'select seq from entry_stream where kind = ? and id = ? and n > ? order by n limit ?',
        ...[kind, id, n, limit],
      );
      return rows.map(({ seq }) => seq);
    },
    headOf: async ({ kind, id }) => {
      const [found] = await sql.rows<{ n: number; seq: number; link: string }>(
        'select n, seq, link from stream_head where kind = ? and id = ?',
        ...[kind, id],
      );
      return found && { n: found.n, seq: found.seq, link: Buffer.from(found.link, 'hex') };
    },
  };
}
