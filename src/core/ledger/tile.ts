import { DomainError } from '../errors.ts';
import { concat } from './bytes.ts';
import type { NodePlace } from './proof.ts';

/**
 * Tiles (c2sp.org/tlog-tiles): the tree cut into runs of at most 256 neighbouring hashes, eight levels apart, each an
 * unchanging file. `entries` are bundles of leaves: here the 32-byte salted commitments, which say nothing of anybody.
 */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** Hashes or entries in it, 1 to 256; below 256 it is partial. */
  readonly width: number;
}

export const tileWidth = 256;
/** Levels of the tree from one level of tiles to the next. */
export const tileHeight = 8;
const maxTileLevel = 63;

/** The address below the log's prefix, such as `tile/0/x001/234.p/7`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The tile of an address, in its one spelling; undefined for any other text. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return undefined;
  const [, levelText = '', name = '', widthText] = match;
  const level: Tile['level'] = levelText === 'entries' ? levelText : Number(levelText);
  const index = Number(name.replace(/[x/]/g, ''));
  const tile = { level, index, width: widthText === undefined ? tileWidth : Number(widthText) };
  const fits = Number.isSafeInteger(index) && (level === 'entries' || level <= maxTileLevel);
  // The round trip refuses a partial tile that claims to be full and an index with needless zero groups.
  return fits && tile.width <= tileWidth && tilePath(tile) === path ? tile : undefined;
}

/** How wide the tile at this place is in a tree of `size` leaves: 0 when it does not exist yet. */
export function widthIn(size: number, level: number | 'entries', index: number): number {
  const hashes = Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level));
  return Math.min(Math.max(hashes - index * tileWidth, 0), tileWidth);
}

/** The nodes whose hashes, one after another, are a tile of hashes. */
export function nodesOf(tile: Tile & { readonly level: number }): NodePlace[] {
  return Array.from({ length: tile.width }, (_, at) => ({
    level: tile.level * tileHeight,
    index: tile.index * tileWidth + at,
  }));
}

/** Entries one after another, each behind its length as two bytes, big-endian. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]));
}

/** @throws DomainError `tile.malformed` when the bytes are not exactly `width` entries. */
export function parseEntryBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < width) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (at + 2 + length > bytes.length) break;
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (entries.length !== width || at !== bytes.length) throw new DomainError('malformed', 'tile.malformed');
  return entries;
}
