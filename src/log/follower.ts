import { z } from 'zod';
import { DomainError } from '../core/errors.ts';
import { sameBytes } from '../core/ledger/bytes.ts';
import { openCheckpoint } from '../core/ledger/checkpoint.ts';
import { appendLeaf, type CompactRange, emptyRange, leafHash, rootOf, type TreeNode } from '../core/ledger/merkle.ts';
import type { VerifierKey } from '../core/ledger/note.ts';
import { parseEntryBundle, tilePath, tileWidth, widthIn } from '../core/ledger/tile.ts';
import { sha256 } from '../hashing.ts';
import { nodeCrypto } from './node-crypto.ts';

/** What a follower keeps between two looks: the checkpoint it accepted last and the right edge of the tree under it. */
export interface Followed extends CompactRange {
  readonly origin: string;
  /** The signed note: the evidence, should the log ever show another past. */
  readonly checkpoint: string;
}

/**
 * One look at a log: the new checkpoint must be signed and must extend what was seen before. That is not taken from a
 * proof but recomputed: every leaf since is fetched, the tree grown by it, and root and tiles compared with what the log
 * gives out.
 *
 * @param url of the listener, such as `https://rx12.example.cn:8013`; `/log/…` is added.
 * @throws DomainError `follow.shrunk`, `follow.rewritten`, `follow.tile`, `follow.origin`, and what openCheckpoint throws:
 * the log is inconsistent, and nothing of what it said may be kept.
 * @throws Error when the log does not answer.
 */
export async function followOnce(
  url: string,
  keys: readonly VerifierKey[],
  before: Followed | undefined,
): Promise<Followed> {
  const get = fetcher(url);
  const text = new TextDecoder().decode(await get('checkpoint', maxCheckpointBytes));
  const { origin, size, root } = openCheckpoint(nodeCrypto, text, keys);
  if (before !== undefined && before.origin !== origin) {
    throw new DomainError('invalid', 'follow.origin', { before: before.origin, found: origin });
  }
  const from = before?.size ?? 0;
  if (size < from) throw new DomainError('invalid', 'follow.shrunk', { from, to: size });
  const { range, nodes } = grown(before ?? emptyRange, await leavesOf(get, from, size));
  if (!sameBytes(rootOf(sha256, range), root)) throw new DomainError('invalid', 'follow.rewritten', { from, to: size });
  await compareTiles(get, from, size, nodes);
  return { origin, size: range.size, peaks: range.peaks, checkpoint: text };
}

/** @throws Error when the file holds no state of a follower. */
export function parseFollowed(text: string): Followed {
  const { peaks, ...rest } = stateSchema.parse(JSON.parse(text));
  return { ...rest, peaks: peaks.map((peak) => Buffer.from(peak, 'base64')) };
}

const stateSchema = z.strictObject({
  origin: z.string(),
  checkpoint: z.string(),
  size: z.int().nonnegative(),
  peaks: z.array(z.base64().length(44)),
});

const maxCheckpointBytes = 200_000;
/** A leaf of ours is 32 bytes behind two of length; the bound leaves room for other logs' leaves. */
const maxBundleBytes = tileWidth * 1_026;
const timeoutMs = 30_000;

type Get = (path: string, limitBytes: number) => Promise<Uint8Array>;

function fetcher(url: string): Get {
  const base = `${url.replace(/\/+$/, '')}/log/`;
  return async (path, limitBytes) => {
    const response = await fetch(base + path, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`${base}${path} answered ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > limitBytes) throw new Error(`${base}${path} is over ${limitBytes} bytes`);
    return bytes;
  };
}

/** The leaves `from` … `until − 1`, bundle by bundle. */
async function leavesOf(get: Get, from: number, until: number): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < until; index += 1) {
    const width = widthIn(until, 'entries', index);
    const bundle = parseEntryBundle(await get(tilePath({ level: 'entries', index, width }), maxBundleBytes), width);
    leaves.push(...bundle.slice(Math.max(from - index * tileWidth, 0)));
  }
  return leaves;
}

function grown(before: CompactRange, leaves: readonly Uint8Array[]): { range: CompactRange; nodes: TreeNode[] } {
  let range: CompactRange = { size: before.size, peaks: before.peaks };
  const nodes: TreeNode[] = [];
  for (const leaf of leaves) {
    nodes.push({ level: 0, index: range.size, hash: leafHash(sha256, leaf) });
    const step = appendLeaf(sha256, range, leaf);
    // Tiles hold every eighth level; the levels between are not published.
    nodes.push(...step.completed.filter(({ level }) => level % 8 === 0));
    range = step.range;
  }
  return { range, nodes };
}

/** The tiles that changed since must hold exactly the hashes that the leaves make. */
async function compareTiles(get: Get, from: number, until: number, nodes: readonly TreeNode[]): Promise<void> {
  const byPlace = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  for (let level = 0; widthIn(until, level, 0) > 0; level += 1) {
    const first = Math.floor(from / tileWidth ** level / tileWidth);
    for (let index = first; widthIn(until, level, index) > 0; index += 1) {
      const width = widthIn(until, level, index);
      const path = tilePath({ level, index, width });
      const tile = await get(path, tileWidth * 32);
      if (tile.length !== width * 32) throw new DomainError('invalid', 'follow.tile', { path });
      for (let at = 0; at < width; at += 1) {
        const expected = byPlace.get(`${level * 8}/${index * tileWidth + at}`);
        // Hashes from before were compared when they were new; only their bytes in the same tile are here again.
        if (expected !== undefined && !sameBytes(tile.subarray(at * 32, at * 32 + 32), expected)) {
          throw new DomainError('invalid', 'follow.tile', { path });
        }
      }
    }
  }
}
