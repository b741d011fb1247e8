import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { DomainError } from '../core/errors.ts';

/** The parts of an XLSX file, none of them unpacked yet. */
export interface Parts {
  readonly zip: ZipFile;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** @throws DomainError `file.xlsx-broken`, `file.xlsx-encrypted`, `file.xlsx-too-large` (unpacked size, entries, ratio). */
export async function partsOf(bytes: Buffer): Promise<Parts> {
  return readOrRefuse(async () => {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    const entries = new Map<string, Entry>();
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
      if (entries.size >= maxParts || unpacked > maxUnpackedBytes || ratio > maxRatio) {
        throw new DomainError('too-large', 'file.xlsx-too-large', { maxBytes: maxUnpackedBytes });
      }
      if (entry.isEncrypted()) throw new DomainError('invalid', 'file.xlsx-encrypted');
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw new DomainError('invalid', 'file.xlsx-broken');
      entries.set(name, entry);
    }
    return { zip, entries };
  });
}

interface Handlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string | undefined>>) => void;
  readonly text?: (part: string) => void;
  readonly close?: (name: string) => void;
}

/** Streams one part through the parser; false where the file has no such part. Names come without their prefix. */
export async function parse(parts: Parts, path: string, handlers: Handlers): Promise<boolean> {
  if (!parts.entries.has(path.toLowerCase())) return false;
  for await (const _ of parsing(parts, path, handlers)) {
    // Everything is in the handlers.
  }
  return true;
}

/**
 * As `parse`, and yields after each piece of the part, so that what the handlers gathered can be taken away before the
 * next: memory stays that of a piece, however long the part is.
 *
 * @throws DomainError `file.xlsx-broken` for an absent part, and for a mark or a text that does not end within a megabyte.
 */
export async function* parsing({ zip, entries }: Parts, path: string, handlers: Handlers): AsyncGenerator<void> {
  const entry = entries.get(path.toLowerCase());
  if (entry === undefined) throw new DomainError('invalid', 'file.xlsx-broken');
  const parser = new SaxesParser();
  let depth = 0;
  let silentCharacters = 0;
  let marks = 0;
  let characters = 0;
  const mark = () => {
    marks += 1;
    if (marks > maxIdleMarks + maxMarksPerCharacter * characters) {
      throw new DomainError('too-large', 'file.xlsx-too-large', { maxBytes: maxUnpackedBytes });
    }
  };
  parser.on('doctype', () => {
    throw new DomainError('invalid', 'file.xlsx-dtd');
  });
  parser.on('error', () => {
    throw new DomainError('invalid', 'file.xlsx-broken');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    silentCharacters = 0;
    mark();
    if (depth > maxDepth) throw new DomainError('invalid', 'file.xlsx-broken');
    handlers.open(localName(name), attributes as Record<string, string>);
  });
  const text = (part: string) => {
    characters += part.length;
    handlers.text?.(part);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    silentCharacters = 0;
    handlers.close?.(localName(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const pieces = await readOrRefuse(async () => (await zip.openReadStreamPromise(entry))[Symbol.asyncIterator]());
  for (;;) {
    const piece = await readOrRefuse(() => pieces.next());
    await readOrRefuse(async () => {
      if (piece.done === true) return void parser.write(decoder.decode()).close();
      silentCharacters += (piece.value as Uint8Array).length;
      parser.write(decoder.decode(piece.value as Uint8Array, { stream: true }));
      // One mark with a million attributes, or one endless text, would be held whole.
      if (silentCharacters > maxSilentCharacters) throw new DomainError('invalid', 'file.xlsx-broken');
    });
    if (piece.done === true) return;
    yield;
  }
}

const maxSilentCharacters = 1_048_576;
/** Blank cells with a border are common, a million marks around nothing are not: they would be read for seconds. */
const maxIdleMarks = 1_000_000;
const maxMarksPerCharacter = 8;

/** A workbook of 20 000 rows has about ten parts and unpacks to some 20 MB; a zip bomb promises a thousandfold. */
const maxParts = 500;
export const maxUnpackedBytes = 128 * 1024 * 1024;
const maxRatio = 300;
const maxDepth = 64;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Whatever the archive or the XML fails with, to the sender it is one thing: a file that cannot be read. */
async function readOrRefuse<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('invalid', 'file.xlsx-broken');
  }
}
