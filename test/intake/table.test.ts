import { describe, expect, test } from 'vitest';
import { readTable, type TableLimits, worksheetLimits } from '../../src/intake/table.ts';
import { xlsx, zip } from '../support/xlsx.ts';

describe('reading a table from CSV', () => {
  test('gives text by column with the lines of the file, whatever the encoding and delimiter', async () => {
    const expected = {
      header: ['姓名', '工号'],
      rows: [
        { line: 2, cells: ['张伟', 'A,1'] },
        { line: 4, cells: ['李娜', ''] },
      ],
    };
    const text = '姓名, 工号 \r\n张伟,"A,1"\r\n\r\n李娜\r\n';
    expect(await read(Buffer.from(text))).toEqual(expected);
    expect(await read(Buffer.from(`\ufeff${text}`))).toEqual(expected);
    expect(await read(Buffer.from(text.replace('"A,1"', 'A,1').replaceAll(/,(?!1)/g, ';')))).toEqual(expected);
    const gb18030 = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0xd5, 0xc5, 0xce, 0xb0]);
    expect(await read(gb18030)).toEqual({ header: ['姓名'], rows: [{ line: 2, cells: ['张伟'] }] });
  });

  test.each([
    ['nothing', '', 'file.empty'],
    ['only a header', 'a,b\n', 'file.empty'],
    ['a column twice', 'a,a\n1,2\n', 'file.header-twice'],
    ['a cell beyond the header', 'a,b\n1,2,3\n', 'file.unreadable-rows'],
    ['quotes that do not close', 'a,b\n"1,2\n3,4\n', 'file.unreadable-rows'],
    ['an old Excel file', '\u00d0\u00cf\u0011\u00e0rest', 'file.old-excel'],
    ['bytes in no encoding', 'a\n\u00ff\u00ff', 'file.encoding'],
  ])('refuses %s', async (_, text, code) => {
    await expect(read(Buffer.from(text, 'latin1'))).rejects.toMatchObject({ code });
  });

  test('takes what is at a limit and refuses what is one beyond', async () => {
    const limits: TableLimits = { bytes: 100, rows: 2, columns: 2, cellCharacters: 3 };
    await expect(read(Buffer.from('a,b\n1,123\n3,4\n'), limits)).resolves.toBeDefined();
    const refused = (text: string, code: string) =>
      expect(read(Buffer.from(text), limits)).rejects.toMatchObject({ code });
    await refused('a,b\n1,2\n3,4\n5,6\n', 'file.too-many-rows');
    await refused('a,b,c\n1,2,3\n', 'file.too-many-columns');
    await refused('a,b\n1,1234\n', 'file.unreadable-rows');
    await refused(`a,b\n${'1,2\n'.repeat(30)}`, 'file.too-large');
  });
});

describe('reading a table from XLSX', () => {
  test('gives the text, whole numbers and dates of the first visible sheet', async () => {
    const sheet = xlsx([
      ['姓名', '执业证书编码', '执业日期', '备注'],
      ['张伟 & 李', 1.10360000000001e14, { day: 42_156 }, null],
      [null, null, null, null],
      [
        '王芳',
        110360000000002,
        { day: 60 },
        { xml: '<c r="D4" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>' },
      ],
    ]);
    expect(await read(sheet)).toEqual({
      header: ['姓名', '执业证书编码', '执业日期', '备注'],
      rows: [
        { line: 2, cells: ['张伟 & 李', '110360000000001', '2015-06-01', ''] },
        { line: 4, cells: ['王芳', '110360000000002', '1900-02-28', '甲乙'] },
      ],
    });
  });

  test('reads the value that was saved with a formula and computes nothing', async () => {
    const formula = { xml: '<c r="A2" t="str"><f>WEBSERVICE("http://127.0.0.1/")</f><v>saved</v></c>' };
    expect((await read(xlsx([['a'], [formula]]))).rows).toEqual([{ line: 2, cells: ['saved'] }]);
  });

  test.each([
    ['an archive that is cut', xlsx([['a'], ['b']]).subarray(0, 200), 'file.xlsx-broken'],
    ['an archive that is no workbook', zip({ 'a.txt': 'hello' }), 'file.xlsx-broken'],
    [
      'XML that does not close',
      xlsx([['a'], ['b']], { 'xl/worksheets/sheet1.xml': '<worksheet><row' }),
      'file.xlsx-broken',
    ],
    [
      'a DTD',
      xlsx([['a'], ['b']], {
        'xl/sharedStrings.xml':
          '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>',
      }),
      'file.xlsx-dtd',
    ],
    [
      'an entity nobody declared',
      xlsx([['a'], ['b']], { 'xl/sharedStrings.xml': '<sst>&xxe;</sst>' }),
      'file.xlsx-broken',
    ],
    ['a bomb', xlsx([['a'], ['b']], { 'xl/media/a': '0'.repeat(8_000_000) }), 'file.xlsx-too-large'],
    [
      'too many parts',
      zip(Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`a${at}`, '']))),
      'file.xlsx-too-large',
    ],
    ['a part twice', zip({ 'xl/workbook.xml': '<workbook/>', 'XL/workbook.xml': '<workbook/>' }), 'file.xlsx-broken'],
    ['a column far out', xlsx([['a'], [{ xml: '<c r="XFD2"><v>1</v></c>' }]]), 'file.too-many-columns'],
    ['elements nested without end', xlsx([['a']], { 'xl/styles.xml': '<a>'.repeat(100) }), 'file.xlsx-broken'],
  ])('refuses %s', async (_, file, code) => {
    await expect(read(file)).rejects.toMatchObject({ name: 'DomainError', code });
  });
});

async function read(bytes: Buffer, limits = worksheetLimits) {
  // In two chunks, as a request would bring it.
  const middle = Math.floor(bytes.length / 2);
  return readTable(
    (async function* chunks() {
      yield bytes.subarray(0, middle);
      yield bytes.subarray(middle);
    })(),
    limits,
  );
}
