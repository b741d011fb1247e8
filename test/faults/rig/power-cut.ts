import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TraceEvent } from './trace.ts';

/**
 * What a disk keeps, when the power goes, of what it was told since its last sync: nothing, any part of it in any order,
 * or such a part whose last pieces are torn inside a page. `kept` is no power cut: a killed process leaves its writes to
 * the system, which does them all.
 */
export type Cut = 'kept' | 'drop-all' | 'subset' | 'torn';

/** A disk writes this much or nothing of it; SQLite's pages are eight of them. */
const sectorBytes = 512;

/**
 * The files of a folder as they are found after the power was cut following the first `count` events.
 *
 * @param base the folder as it was before the trace began.
 * @param chance numbers from 0 to 1 that decide what is kept.
 * @returns how many changes, or pieces of them, were lost.
 */
export function folderAfter(
  options: {
    readonly base: string;
    readonly events: readonly TraceEvent[];
    readonly count: number;
    readonly cut: Cut;
    readonly chance: () => number;
  },
  folder: string,
): number {
  const { base, events, count, cut, chance } = options;
  rmSync(folder, { recursive: true, force: true });
  cpSync(base, folder, { recursive: true, filter: (name) => !name.endsWith('-shm') });
  const files = new Map<string, CachedFile>();
  const fileOf = (name: string): CachedFile => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const path = join(base, name);
    const held = existsSync(path) ? readFileSync(path) : undefined;
    const made = { durable: held && { room: held, length: held.length }, waiting: [] };
    files.set(name, made);
    return made;
  };
  for (const event of events.slice(0, count)) {
    if (event.kind === 'reply') continue;
    if (event.kind !== 'sync') fileOf(event.file).waiting.push(event);
    else if (event.file !== '') settle(fileOf(event.file), contentEvent);
    else for (const file of files.values()) settle(file, (change) => change.kind === 'remove');
  }
  let lost = 0;
  for (const file of files.values()) {
    const pieces = cut === 'torn' ? file.waiting.flatMap(sectors) : file.waiting;
    const kept = pieces.filter(() => survives(cut, chance));
    for (const change of kept) apply(file, change);
    lost += pieces.length - kept.length;
  }
  for (const [name, { durable }] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (durable === undefined) rmSync(path, { force: true });
    else writeFileSync(path, durable.room.subarray(0, durable.length));
  }
  return lost;
}

type Change = Exclude<TraceEvent, { readonly kind: 'sync' | 'reply' }>;

interface Content {
  readonly room: Buffer;
  /** How much of the room is the file. */
  readonly length: number;
}

interface CachedFile {
  /** What is on the disk for certain; undefined: there is no such file. */
  durable: Content | undefined;
  /** What the system has been told since, the oldest first. */
  waiting: Change[];
}

const contentEvent = (change: Change) => change.kind !== 'remove';

/**
 * Everything that waits and is meant goes to the disk. A removal is kept by a sync of the folder; what the file was told
 * before it was removed no longer matters then.
 */
function settle(file: CachedFile, meant: (change: Change) => boolean): void {
  const last = file.waiting.findLastIndex(meant);
  for (const change of file.waiting.splice(0, last + 1)) apply(file, change);
}

function survives(cut: Cut, chance: () => number): boolean {
  return cut === 'kept' || (cut !== 'drop-all' && chance() < 0.5);
}

/** The pieces that a disk writes whole or not at all. */
function sectors(change: Change): Change[] {
  if (change.kind !== 'write') return [change];
  const { offset, bytes } = change;
  const pieces: Change[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = Math.min(bytes.length, start + sectorBytes - ((offset + start) % sectorBytes));
    pieces.push({ ...change, offset: offset + start, bytes: bytes.subarray(start, end) });
    start = end;
  }
  return pieces;
}

function apply(file: CachedFile, change: Change): void {
  switch (change.kind) {
    case 'remove':
      file.durable = undefined;
      return;
    case 'truncate':
      file.durable = resized(file.durable, change.length);
      return;
    case 'write':
      file.durable = resized(file.durable, Math.max(file.durable?.length ?? 0, change.offset + change.bytes.length));
      change.bytes.copy(file.durable.room, change.offset);
  }
}

/** The bytes between an old end and a new one are zero, as a disk shows a gap; room is made ahead, as logs grow often. */
function resized(content: Content | undefined, length: number): Content {
  if (content === undefined || length > content.room.length) {
    const room = Buffer.alloc(Math.max(length, 2 * (content?.room.length ?? 0)));
    content?.room.copy(room, 0, 0, content.length);
    return { room, length };
  }
  if (length < content.length) content.room.fill(0, length, content.length);
  return { room: content.room, length };
}
