import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBytes, readCsvFile } from '../../src/intake/csv-file.ts';
import { maxColumns, maxRecordBytes, maxSkippedBytes } from '../../src/intake/csv-scan.ts';
import { blocksOf, gb18030, refusalOf } from '../support/cost.ts';

async function recordsOf(content: string | Uint8Array, blockSize = 65_536) {
  const records: string[][] = [];
  const lines: number[] = [];
  const bad: { line: number; code: string }[] = [];
  let decode = (_bytes: Uint8Array, _start: number, _end: number) => '';
  const facts = await readCsvFile(blocksOf(content, blockSize), {
    onHeader(names, decodeBytes) {
      decode = decodeBytes;
      records.push([...names]);
    },
    onRecord(cells) {
      lines.push(cells.line);
      records.push(
        Array.from({ length: cells.count }, (_, at) =>
          decode(cells.bytes, cells.starts[at] ?? 0, cells.ends[at] ?? 0).replaceAll('""', '"'),
        ),
      );
    },
    onBadRecord: (line, code) => bad.push({ line, code }),
    afterBlock: async () => undefined,
  });
  return { records, lines, bad, facts };
}

describe('records', () => {
  it('agree with csv-parse on random files, whatever the size of the blocks', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, '')),
      fc.constantFrom('a,b', 'say "hi"', 'two\nlines', 'cr\r\nlf', '张三', '', '1,234.50'),
    );
    const row = fc.array(cell, { minLength: 3, maxLength: 3 });
    const file = fc.tuple(fc.array(row, { minLength: 1, maxLength: 30 }), fc.constantFrom('\n', '\r\n'), fc.boolean());
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 50 }), async ([rows, lineEnd, ended], blockSize) => {
        const quoted = (text: string) => (/[",\r\n\s;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const content =
          ['h1,h2,h3', ...rows.map((cells) => cells.map(quoted).join(','))].join(lineEnd) + (ended ? lineEnd : '');
        const { records, bad } = await recordsOf(content, blockSize);
        expect(bad).toEqual([]);
        expect(records).toEqual(parse(content, { relax_column_count: true, record_delimiter: lineEnd }));
      }),
      { numRuns: 150 },
    );
  });
  it.each([
    'a,b\n1,2\n3,4',
    'a,b\r\n1,2\r\n3,4\r\n',
    'a,b\r1,2\r3,4',
    'a\tb\n1\t2\n3\t4',
    'a;b\n1;2\n3;4',
    'a,b\n\n1,2\n\n\n3,4\n',
    'a,b\n"1" ,2\n3,"4"',
  ])('%j is two records', async (content) =>
    expect((await recordsOf(content)).records).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]),
  );
  it('carry the physical line they start on', async () => {
    const { lines } = await recordsOf('a,b\n"1\n2",3\n\n4,5\r\n6,7');
    expect(lines).toEqual([2, 5, 6]);
  });
  it('that straddle the block come out whole', async () => {
    const row = `${'x'.repeat(997)},y\n`;
    const { records } = await recordsOf(`a,b\n${row.repeat(1_000)}`);
    expect(records).toHaveLength(1_001);
    expect(new Set(records.slice(1).map((cells) => cells[0]?.length))).toEqual(new Set([997]));
  });
});

describe('one stray quote costs one line', () => {
  it.each([
    ['a,b\n1,2\n"3,4\n5,6\n7,8', 3],
    ['a,b\n1,2\n"3"x,4\n5,6\n7,8', 3],
    ['a,b\n1,2\n"3,4\n5,"6"\n7,8', 3],
  ])('in %j', async (content, line) => {
    const { records, bad } = await recordsOf(content);
    expect(bad[0]).toEqual({ line, code: 'cost.row-quotes' });
    expect(records.at(-1)).toEqual(['7', '8']);
    expect(records).toContainEqual(['1', '2']);
  });
  it('even where no later quote closes it within the limit', async () => {
    const { records, bad } = await recordsOf(`a,b\n"1,2\n${'3,4\n'.repeat(60_000)}`);
    expect(bad).toEqual([{ line: 2, code: 'cost.row-quotes' }]);
    expect(records).toHaveLength(60_001);
  });
});

describe('limits', () => {
  it('on a record: one byte too many refuses it alone', async () => {
    const fits = 'x'.repeat(maxRecordBytes - 3);
    expect((await recordsOf(`a,b\n${fits},y\n1,2\n`)).bad).toEqual([]);
    const { bad, records } = await recordsOf(`a,b\n${fits}xx,y\n1,2\n`);
    expect(bad).toEqual([{ line: 2, code: 'cost.row-too-long' }]);
    expect(records.at(-1)).toEqual(['1', '2']);
  });
  it('a line of megabytes without an end is passed over', async () => {
    const { bad, records } = await recordsOf(`a,b\n${'x'.repeat(3 * blockBytes)}\n1,2\n`);
    expect(bad).toEqual([{ line: 2, code: 'cost.row-too-long' }]);
    expect(records.at(-1)).toEqual(['1', '2']);
  });
  it('on columns', async () => {
    const header = (columns: number) => `${Array.from({ length: columns }, () => 'a').join(',')}\n`;
    expect((await recordsOf(header(maxColumns))).records[0]).toHaveLength(maxColumns);
    expect((await refusalOf(recordsOf(header(maxColumns + 1)))).code).toBe('cost.too-many-columns');
    expect((await refusalOf(recordsOf(header(1_000_000)))).code).toBe('cost.too-many-columns');
    expect((await recordsOf(`a,b\n${header(maxColumns)}1,2\n`)).bad).toEqual([]);
    for (const columns of [maxColumns + 1, 1_000_000]) {
      const wide = `a,b\n${header(columns)}1,2\n`;
      expect((await refusalOf(recordsOf(wide))).code).toBe('cost.too-many-columns');
    }
  });
  it('on how far a line end is looked for', async () => {
    const long = (bytes: number) => [...Array(bytes / blockBytes)].map(() => 'x'.repeat(blockBytes)).join('');
    expect((await recordsOf(`a,b\n${long(maxSkippedBytes / 2)}\n1,2\n`)).records.at(-1)).toEqual(['1', '2']);
    expect((await refusalOf(recordsOf(`a,b\n${long(maxSkippedBytes * 2)}\n1,2\n`))).code).toBe('cost.row-endless');
  });
  it.each([
    ['', 'cost.file-empty'],
    ['\n\n', 'cost.file-empty'],
    [Buffer.from('PK\x03\x04xlsx', 'latin1'), 'cost.file-not-csv'],
    [Buffer.from('\uFEFFa,b', 'utf16le'), 'cost.encoding-unsupported'],
  ])('%j is refused as %s', async (content, code) => expect((await refusalOf(recordsOf(content))).code).toBe(code));
});

describe('encodings', () => {
  const text = 'name,病房\n张三,心内科一病区\n';
  const expected = [
    ['name', '病房'],
    ['张三', '心内科一病区'],
  ];
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['GB18030', gb18030(text), 'gb18030'],
  ])('%s is read in blocks that cut characters', async (_, bytes, encoding) => {
    for (const blockSize of [1, 7, 65_536]) {
      const { records, facts } = await recordsOf(bytes, blockSize);
      expect(records).toEqual(expected);
      expect(facts.encoding).toBe(encoding);
    }
  });
  it.each(['a,b\n12.00元,2\n', 'a,b\n1,联通\n'])('is GB18030 where %j could be either', async (text) => {
    const { records, facts } = await recordsOf(gb18030(text));
    expect(facts.encoding).toBe('gb18030');
    expect(records[1]).toEqual(text.split('\n')[1]?.split(','));
  });
  it.each(['a,b\n1,é\n', 'a,b\n1,元\n'])('is UTF-8 where %j can be nothing else', async (text) => {
    expect((await recordsOf(text)).facts.encoding).toBe('utf-8');
  });
  it('is decided at the first byte above ASCII, however late', async () => {
    const plain = `a,b\n${'1,2\n'.repeat(150_000)}`;
    const { records, facts } = await recordsOf(Buffer.concat([Buffer.from(plain), gb18030('3,联通\n')]));
    expect(facts.encoding).toBe('gb18030');
    expect(records.at(-1)).toEqual(['3', '联通']);
  });
});
