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
export async function parse({ zip, entries }: Parts, path: string, handlers: Handlers): Promise<boolean> {
  const entry = entries.get(path.toLowerCase());
  if (entry === undefined) return false;
  return readOrRefuse(async () => {
    const parser = new SaxesParser();
    let depth = 0;
    parser.on('doctype', () => {
      throw new DomainError('invalid', 'file.xlsx-dtd');
    });
    parser.on('error', () => {
      throw new DomainError('invalid', 'file.xlsx-broken');
    });
    parser.on('opentag', ({ name, attributes }) => {
      depth += 1;
      if (depth > maxDepth) throw new DomainError('invalid', 'file.xlsx-broken');
      handlers.open(localName(name), attributes as Record<string, string>);
    });
    parser.on('text', (part) => handlers.text?.(part));
    parser.on('cdata', (part) => handlers.text?.(part));
    parser.on('closetag', ({ name }) => {
      depth -= 1;
      handlers.close?.(localName(name));
    });
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
    parser.write(decoder.decode()).close();
    return true;
  });
}

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
