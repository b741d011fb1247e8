import { describe, expect, test } from 'vitest';
import { rightList } from '../../../src/usecases/rights/right-list.ts';
import { prescriber, smallCity } from '../../support/city.ts';
import { post, suspend } from '../../support/rights.ts';
import { startService } from '../../support/service.ts';

describe('a hospital’s list of rights', () => {
  test('gives each doctor once over all pages, and only what changed since an earlier list', async () => {
    const own = await startService({ listen: false });
    const { first, second } = await smallCity(own);
    const licences = ['110000000000011', '110000000000012', '110000000000013', '110000000000014', '110000000000015'];
    const ids: string[] = [];
    for (const [index, licenceNo] of licences.entries()) {
      ids.push(await prescriber(first, { licenceNo, post: post(first, `L${index}`) }));
    }
    const read = async (changedSince?: string) => {
      const found: string[] = [];
      let page: Awaited<ReturnType<typeof rightList>> | undefined;
      do {
        page = await rightList(first.his.context, {
          hospitalId: first.hospitalId,
          changedSince,
          limit: 2,
          page: page?.next,
        });
        found.push(...page.items.map((item) => item.licenceNo));
      } while (page.next !== undefined);
      return { found: found.sort(), changedSince: page.changedSince };
    };
    const whole = await read();
    expect(whole.found).toEqual(licences);
    const nothing = await read(whole.changedSince);
    expect(nothing.found).toEqual([]);
    await suspend(first, ids[1] ?? '', '2026-11-22', '2026-11-24');
    const one = await read(nothing.changedSince);
    expect(one.found).toEqual([licences[1]]);
    expect((await read(one.changedSince)).found).toEqual([]);
    // Nobody signs anything, but the measure begins, and ends two days later.
    own.clock.set('2026-11-21T15:59:59.999Z');
    expect((await read(one.changedSince)).found).toEqual([]);
    own.clock.set('2026-11-21T16:00:00.000Z');
    const begun = await read(one.changedSince);
    expect(begun.found).toEqual([licences[1]]);
    expect((await read(begun.changedSince)).found).toEqual([]);
    own.clock.set('2026-11-23T16:00:00.000Z');
    expect((await read(begun.changedSince)).found).toEqual([licences[1]]);
    await expect(read('9999999-2026-11-20')).rejects.toMatchObject({ code: 'right.changed-since' });
    await expect(read('yesterday')).rejects.toMatchObject({ code: 'right.changed-since' });
    const elsewhere = rightList(second.his.context, { hospitalId: first.hospitalId, limit: 2 });
    await expect(elsewhere).rejects.toMatchObject({ code: 'absent' });
    await own.close();
  });
});
