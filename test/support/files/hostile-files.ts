import { crc32, deflateRawSync } from 'node:zlib';
import { csvOf, stays } from '../front-page.ts';
import { xlsx, zip } from '../xlsx.ts';

/** A file that is made to be read for long or to fill the memory, and the code it is refused with. */
export interface HostileFile {
  readonly name: string;
  readonly code: string;
  /** The whole file; or, where it has no end, one block that is sent again and again behind the first. */
  readonly make: () => Buffer | { readonly first: string; readonly again: Buffer };
}

const sheet = 'xl/worksheets/sheet1.xml';
const strings = 'xl/sharedStrings.xml';
const fields = ['BAH', 'CYSJ', 'CYBF', 'XYF', 'ZCYF', 'ZCYF1', 'ZFY'];
/** Does not compress: a ratio of packed to unpacked is a limit of its own. */
const noise = (at: number) => ((at * 2_654_435_761) >>> 0).toString(36);
const each = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
const sheetOf = (inside: string) =>
  xlsx([fields], { [sheet]: `<worksheet><sheetData>${inside}</sheetData></worksheet>` });
const header = csvOf(stays(1)).split('\r\n')[0] ?? '';

export const hostileFiles: readonly HostileFile[] = [
  {
    name: 'a bomb of zeros',
    code: 'file.xlsx-too-large',
    make: () => zip({ 'xl/workbook.xml': ' '.repeat(50_000_000) }),
  },
  {
    name: 'an entry that unpacks to more than it says',
    code: 'file.xlsx-broken',
    make: () => lyingZip('xl/workbook.xml', Buffer.from('<a/>'.repeat(9_000)), 40),
  },
  {
    name: 'an entry that says four gigabytes',
    code: 'file.xlsx-too-large',
    make: () => lyingZip('xl/workbook.xml', Buffer.from('<a/>'), 4_294_967_294),
  },
  {
    name: 'a thousand entries',
    code: 'file.xlsx-too-large',
    make: () => zip(Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`a${at}`, 'a']))),
  },
  {
    name: 'entities within entities',
    code: 'file.xlsx-dtd',
    make: () => xlsx([fields], { [sheet]: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>' }),
  },
  {
    name: 'a sheet row of twenty thousand columns',
    code: 'file.too-many-columns',
    make: () => sheetOf(`<row r="1">${each(20_000, (at) => `<c t="str"><v>${noise(at)}</v></c>`)}</row>`),
  },
  {
    name: 'a mark of a hundred thousand attributes',
    code: 'file.xlsx-broken',
    make: () => xlsx([fields], { [sheet]: `<worksheet ${each(100_000, (at) => ` a${at}="${noise(at)}"`)}/>` }),
  },
  {
    name: 'marks within marks',
    code: 'file.xlsx-broken',
    make: () => xlsx([fields], { [sheet]: each(30_000, (at) => `<a${noise(at)}>`) }),
  },
  {
    name: 'sheets without end',
    code: 'file.xlsx-broken',
    make: () =>
      xlsx([fields], {
        'xl/workbook.xml': `<workbook><sheets>${each(210_000, (at) => `<sheet r:id="${noise(at)}"/>`)}`,
      }),
  },
  {
    name: 'rows of nothing',
    code: 'file.xlsx-too-large',
    make: () => sheetOf(each(1_100_000, (at) => (at % 16 === 0 ? `<row s="${noise(at)}"/>` : '<row/>'))),
  },
  {
    name: 'comments about nothing',
    code: 'file.xlsx-broken',
    make: () => sheetOf(each(1_100_000, (at) => (at % 16 === 0 ? `<!--${noise(at)}-->` : '<!---->'))),
  },
  {
    name: 'runs without text in one shared string',
    code: 'file.xlsx-too-large',
    make: () =>
      xlsx([fields], {
        [strings]: `<sst><si>${each(1_100_000, (at) => (at % 16 === 0 ? `<r a="${noise(at)}"/>` : '<r/>'))}`,
      }),
  },
  { name: 'nothing of a workbook', code: 'file.xlsx-broken', make: () => zip({ 'a.txt': 'a' }) },
  { name: 'half a workbook', code: 'file.xlsx-broken', make: () => xlsx([fields]).subarray(0, 400) },
  {
    name: 'a workbook without end',
    code: 'cost.file-too-large',
    make: () => ({ first: 'PK', again: Buffer.alloc(262_144, 7) }),
  },
  {
    name: 'a header of a million columns',
    code: 'cost.too-many-columns',
    make: () => Buffer.from(`${'a,'.repeat(1_000_000)}b\n`),
  },
  {
    name: 'a row of a million columns',
    code: 'cost.too-many-columns',
    make: () => Buffer.from(`${header}\n${'1,'.repeat(1_000_000)}1\n`),
  },
  {
    name: 'a header without end',
    code: 'cost.header-unreadable',
    make: () => ({ first: 'BAH', again: Buffer.alloc(262_144, 'a') }),
  },
  {
    name: 'a row without end',
    code: 'cost.row-endless',
    make: () => ({ first: `${header}\n`, again: Buffer.alloc(262_144, 'a') }),
  },
  {
    name: 'quotes that never close',
    code: 'cost.row-endless',
    make: () => ({ first: `${header}\n"`, again: Buffer.alloc(262_144, 'a') }),
  },
  {
    name: 'doubled quotes without end',
    code: 'cost.row-endless',
    make: () => ({ first: `${header}\n"`, again: Buffer.alloc(262_144, '"') }),
  },
  {
    name: 'a stray quote on every line',
    code: 'cost.nothing-fits',
    make: () => ({ first: `${header}\n`, again: Buffer.from('x,"y\n'.repeat(50_000)) }),
  },
  {
    name: 'lines of nothing but a comma',
    code: 'cost.nothing-fits',
    make: () => ({ first: `${header}\n`, again: Buffer.from(',\n'.repeat(100_000)) }),
  },
  { name: 'another archive', code: 'cost.file-not-csv', make: () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]) },
];

/** A file as it would be sent: `readBytes` says how much of it was taken. */
export function sending(file: ReturnType<HostileFile['make']>, limitBytes: number) {
  let readBytes = 0;
  async function* blocks(): AsyncGenerator<Uint8Array> {
    const whole = Buffer.isBuffer(file) ? file : Buffer.from(file.first);
    for (let at = 0; at < whole.length; at += 65_536) {
      readBytes += Math.min(65_536, whole.length - at);
      yield whole.subarray(at, at + 65_536);
    }
    for (; !Buffer.isBuffer(file) && readBytes < limitBytes; readBytes += file.again.length) yield file.again;
  }
  return { blocks: blocks(), readBytes: () => readBytes };
}

/** A zip whose one entry says it unpacks to `claimed` bytes. */
function lyingZip(name: string, content: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(content);
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(20, 0);
  fixed.writeUInt16LE(8, 4);
  fixed.writeUInt32LE(crc32(content), 10);
  fixed.writeUInt32LE(packed.length, 14);
  fixed.writeUInt32LE(claimed, 18);
  fixed.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    Buffer.from([20, 0]),
    fixed,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
