import { z } from 'zod';
import { DomainError } from '../core/errors.ts';
import { concat, sameBytes } from '../core/ledger/bytes.ts';
import { openCheckpoint } from '../core/ledger/checkpoint.ts';
import { appendLeaf, type CompactRange, emptyRange, leafHash, rootOf, type TreeNode } from '../core/ledger/merkle.ts';
import type { VerifierKey } from '../core/ledger/note.ts';
import { parseEntryBundle, tileHeight, tilePath, tileWidth, widthIn } from '../core/ledger/tile.ts';
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
 * gives out. However long the log is, one bundle of leaves and one tile of each level are held.
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
  const { range, wrongTile } = await grown(get, before ?? emptyRange, size);
  // First, because where a leaf was changed its tile looks wrong too.
  if (!sameBytes(rootOf(sha256, range), root)) throw new DomainError('invalid', 'follow.rewritten', { from, to: size });
  if (wrongTile !== undefined) throw new DomainError('invalid', 'follow.tile', { path: wrongTile });
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
    return bytesOf(response, limitBytes);
  };
}

/** Read piece by piece, so that an answer without an end is broken off where it passes the limit. @throws Error there. */
async function bytesOf({ url, body }: Response, limitBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    length += piece.length;
    if (length > limitBytes) throw new Error(`${url} is over ${limitBytes} bytes`);
    pieces.push(piece);
  }
  return concat(...pieces);
}

interface Grown {
  readonly range: CompactRange;
  /** The first tile that does not hold the hashes that the leaves make. */
  readonly wrongTile: string | undefined;
}

/** Hashes the leaves from the right edge on up to `until`, bundle by bundle, and compares each tile once it is made. */
async function grown(get: Get, before: CompactRange, until: number): Promise<Grown> {
  let range: CompactRange = { size: before.size, peaks: before.peaks };
  const tiles = tileComparer(get, until);
  for (let index = Math.floor(range.size / tileWidth); index * tileWidth < until; index += 1) {
    const width = widthIn(until, 'entries', index);
    const bundle = parseEntryBundle(await get(tilePath({ level: 'entries', index, width }), maxBundleBytes), width);
    for (const leaf of bundle.slice(range.size - index * tileWidth)) {
      const step = appendLeaf(sha256, range, leaf);
      await tiles.add({ level: 0, index: range.size, hash: leafHash(sha256, leaf) });
      for (const node of step.completed) await tiles.add(node);
      range = step.range;
    }
  }
  return { range, wrongTile: await tiles.wrong() };
}

interface TileComparer {
  /** Nodes of each level come in order. */
  add(node: TreeNode): Promise<void>;
  /** Compares the tiles that are not full too. */
  wrong(): Promise<string | undefined>;
}

/** Of each level that is published, the new hashes of one tile are held. */
function tileComparer(get: Get, until: number): TileComparer {
  const open = new Map<number, TreeNode[]>();
  let wrong: string | undefined;
  const compare = async (level: number, nodes: readonly TreeNode[]) => {
    const index = Math.floor((nodes[0]?.index ?? 0) / tileWidth);
    const width = widthIn(until, level, index);
    const path = tilePath({ level, index, width });
    const tile = await get(path, tileWidth * hashBytes);
    // Hashes from before were compared when they were new; only their bytes in the same tile are here again.
    const same = nodes.every((node) => {
      const at = (node.index % tileWidth) * hashBytes;
      return sameBytes(tile.subarray(at, at + hashBytes), node.hash);
    });
    if (tile.length !== width * hashBytes || !same) wrong ??= path;
  };
  return {
    add: async (node) => {
      // Tiles hold every eighth level; the levels between are not published.
      if (node.level % tileHeight !== 0) return;
      const level = node.level / tileHeight;
      const nodes = open.get(level) ?? [];
      nodes.push(node);
      open.set(level, nodes);
      if (node.index % tileWidth !== tileWidth - 1) return;
      open.delete(level);
      await compare(level, nodes);
    },
    wrong: async () => {
      for (const [level, nodes] of open) await compare(level, nodes);
      return wrong;
    },
  };
}

const hashBytes = 32;
