import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkpointText, openCheckpoint, parseCheckpoint } from '../../../src/core/ledger/checkpoint.ts';
import {
  isKeyName,
  noteText,
  parseNote,
  parseVkey,
  signedBy,
  verifierKey,
  vkeyOf,
} from '../../../src/core/ledger/note.ts';
import { sha256 } from '../../../src/hashing.ts';
import { nodeCrypto } from '../../../src/log/node-crypto.ts';
import { numberedLeaf, signedCheckpoint, signedNote, testKey } from '../../support/tree.ts';

const log = testKey('rx12.example/city');
const other = testKey('rx12.example/city');
const witness = testKey('witness.example/w1');
const { verify } = nodeCrypto;

describe('a signed note', () => {
  it('reads back what was written, text with empty lines included', () => {
    const text = 'first\n\nthird, after an empty line\n';
    const note = parseNote(signedNote(text, log, witness));
    expect(note.text).toBe(text);
    expect(note.signatures.map(({ name, keyId }) => ({ name, keyId }))).toEqual([
      { name: log.key.name, keyId: log.key.keyId },
      { name: witness.key.name, keyId: witness.key.keyId },
    ]);
    expect(noteText(note)).toBe(signedNote(text, log, witness));
  });

  it('is taken for signed only by the keys that signed it', () => {
    const note = parseNote(signedNote('text\n', log));
    expect(signedBy(verify, note, [log.key, witness.key])).toEqual([log.key]);
    expect(signedBy(verify, note, [other.key])).toEqual([]);
  });

  it('keeps its meaning when a line of an unknown algorithm is added', () => {
    const sm2 = `— rx12.example/city ${Buffer.alloc(72, 0xff).toString('base64')}\n`;
    const note = parseNote(signedNote('text\n', log) + sm2);
    expect(note.signatures).toHaveLength(2);
    expect(signedBy(verify, note, [log.key])).toEqual([log.key]);
  });

  it('is refused when a line claims a known key and is not by it', () => {
    const forged = signedNote('other text\n', log).replace('other text', 'text');
    expect(() => signedBy(verify, parseNote(forged), [log.key])).toThrow('note.forged');
  });

  it('is refused when a control character or a bare text stands in it', () => {
    for (const bad of [
      'text\n',
      'text\n\n',
      `te\u0001xt\n\n${signedNote('', log).slice(1)}`,
      'text\n\n— name\n',
      'text\r\n\n— a AAAAAAAA\n',
    ]) {
      expect(() => parseNote(bad), JSON.stringify(bad)).toThrow('note.malformed');
    }
  });

  it('takes 16 signatures and a dated one of a witness', () => {
    const text = checkpointText({ origin: log.key.name, size: 1, root: numberedLeaf(0) });
    const seconds = 1_796_000_000;
    const dated = Buffer.alloc(8);
    dated.writeBigUInt64BE(BigInt(seconds));
    const bytes = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), witness.privateKey);
    const key = verifierKey(sha256, witness.key.name, witness.key.publicKey, 'cosignature');
    const cosignature = { name: key.name, keyId: key.keyId, bytes: Buffer.concat([dated, bytes]) };
    const strangers = parseNote(
      signedNote(text, ...Array.from({ length: 14 }, (_, at) => testKey(`w${at}`))),
    ).signatures;
    const note = parseNote(
      noteText({ text, signatures: [...strangers, ...parseNote(signedNote(text, log)).signatures, cosignature] }),
    );
    expect(note.signatures).toHaveLength(16);
    expect(signedBy(verify, note, [log.key, key])).toEqual([log.key, key]);
  });
});

describe('a vkey', () => {
  it('carries name, id and key, and reads back', () => {
    const read = parseVkey(sha256, vkeyOf(log.key));
    expect({ ...read, publicKey: Buffer.from(read.publicKey) }).toEqual(log.key);
  });

  it('has the id that Go computes for the key of its own documentation', () => {
    // The example of golang.org/x/mod/sumdb/note.
    const key = parseVkey(sha256, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(key.keyId).toBe('c74f20a3');
  });

  it('is refused when its id is not that of its key, or its name cannot stand in a note', () => {
    const [name, keyId, rest] = vkeyOf(log.key).split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
    for (const bad of [`${name}+00000000+${rest}`, `na me+${keyId}+${rest}`, `${name}+${keyId}`, '']) {
      expect(() => parseVkey(sha256, bad), bad).toThrow('note.vkey');
    }
    expect(isKeyName('a+b') || isKeyName('a b') || isKeyName('a\u3000b') || isKeyName('')).toBe(false);
  });
});

describe('a checkpoint', () => {
  const checkpoint = { origin: log.key.name, size: 20_852_163, root: numberedLeaf(1) };

  it('is opened with the key of the log whose name it bears', () => {
    const opened = openCheckpoint(nodeCrypto, signedCheckpoint(checkpoint, log, witness), [log.key, witness.key]);
    expect(opened).toMatchObject({ origin: checkpoint.origin, size: checkpoint.size });
    expect(Buffer.from(opened.root)).toEqual(checkpoint.root);
    expect(opened.signers).toEqual([log.key, witness.key]);
  });

  it('stays open to the old key after the log changed to a new one and signs with both', () => {
    const both = signedCheckpoint(checkpoint, log, other);
    expect(openCheckpoint(nodeCrypto, both, [log.key]).size).toBe(checkpoint.size);
    expect(openCheckpoint(nodeCrypto, both, [other.key]).size).toBe(checkpoint.size);
  });

  it('is refused when only a witness signed, when another log did, and when nobody known did', () => {
    const witnessed = signedCheckpoint(checkpoint, witness);
    expect(() => openCheckpoint(nodeCrypto, witnessed, [log.key, witness.key])).toThrow('checkpoint.unsigned');
    expect(() => openCheckpoint(nodeCrypto, signedCheckpoint(checkpoint, log), [witness.key])).toThrow(
      'checkpoint.other-origin',
    );
    expect(() => openCheckpoint(nodeCrypto, signedCheckpoint(checkpoint, other), [log.key])).toThrow(
      'checkpoint.unsigned',
    );
  });

  it('keeps lines it does not know in the signed text, and refuses what is not a checkpoint', () => {
    const extended = `${checkpointText(checkpoint)}extension\n`;
    expect(parseCheckpoint(signedNote(extended, log)).note.text).toBe(extended);
    const { origin } = checkpoint;
    const root = checkpointText(checkpoint).split('\n')[2];
    for (const bad of [
      `${origin}\n`,
      `${origin}\n01\n${root}\n`,
      `${origin}\n-1\n${root}\n`,
      `${origin}\n1\nAAAA\n`,
      `\n1\n${root}\n`,
    ]) {
      expect(() => parseCheckpoint(signedNote(bad, log)), bad).toThrow('checkpoint.malformed');
    }
  });
});
