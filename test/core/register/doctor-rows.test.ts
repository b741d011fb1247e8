import { describe, expect, it } from 'vitest';
import { readDoctorRows } from '../../../src/core/register/doctor-rows.ts';

describe('a list of doctors', () => {
  it('says nothing that the form of a single doctor would not take: no control characters, and no more of them', () => {
    expect(refusalsOf(['姓名', '工号', '职称'], [['张\u0007三', '1', '主任\u0000医师']])).toEqual([
      '2 姓名 field.ill-formed',
      '2 职称 field.ill-formed',
    ]);
    expect(refusalsOf(['姓名', '工号'], [['张'.repeat(41), '1']])).toEqual(['2 姓名 import.too-long']);
    expect(refusalsOf(['姓名', '工号'], [['张\t三'.padEnd(40, '三'), '1']])).toEqual([]);
  });

  it('has nobody twice, however an ID number is spelt', () => {
    const twice = (idNumber: string) =>
      refusalsOf(
        ['姓名', '工号', '身份证号'],
        [
          ['张三', '1', '36070219800101123X'],
          ['张三', '2', idNumber],
        ],
      );
    for (const same of [
      '36070219800101123X',
      '36070219800101123x',
      '３６０７０２１９８００１０１１２３Ｘ',
      '360702 19800101 123X',
    ])
      expect(twice(same)).toEqual(['3 身份证号 import.number-twice']);
    expect(twice('360702198001011231')).toEqual([]);
  });
});

function refusalsOf(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = rows.map((cells, at) => ({ line: at + 2, cells }));
  return readDoctorRows(header, lines).problems.map(({ line, at, code }) => `${line} ${at} ${code}`);
}
