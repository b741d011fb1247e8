import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type ConsoleRig, seriousFindings, tokenOf } from '../rig/console.ts';

const months = 'from=2025-10&until=2026-11';
interface Trend {
  readonly series: readonly {
    readonly level: number | null;
    readonly points: readonly {
      readonly period: string;
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
    }[];
  }[];
}

export function commissionTour(rig: () => ConsoleRig): void {
  it('begins with cost, findings and completeness, levels apart and what is not assessed never as good', async () => {
    const page = await rig().open({ login: 'officer' });
    await page.getByRole('heading', { level: 1, name: '监测总览' }).waitFor();
    const card = page.getByRole('region', { name: '住院次均药品费用', exact: true });
    await card.getByText('三级医院 · 2026年10月').waitFor();
    await card.getByText('医院平均').first().waitFor();
    await page.getByRole('region', { name: '数据完整性' }).getByText('逾期').waitFor();
    await page.getByRole('region', { name: /^记分/ }).getByText('‰').first().waitFor();
    await page.getByRole('button', { name: '住院药占比' }).click();
    await page
      .getByRole('region', { name: /住院药占比：/ })
      .locator('canvas')
      .waitFor();
    expect(new URL(page.url()).searchParams.get('measure')).toBe('drugShare');
    await page.context().close();
  });

  it('says beside a month that is not all there that it is partial, with the last that is', async () => {
    const page = await rig().open({ login: 'officer' });
    const card = page.getByRole('region', { name: '住院次均药品费用', exact: true });
    await card.getByText('部分数据').first().waitFor();
    const rows = await card.locator('.card-row').allInnerTexts();
    expect(rows.length).toBeGreaterThan(0);
    // The pooled growth of a partial month compares other hospitals than it seems to.
    for (const row of rows) {
      const partial = row.includes('部分数据');
      expect([row, /^同比/m.test(row), /^同口径单位同比/m.test(row)]).toEqual([row, !partial, partial]);
      expect([row, /最近报齐的月份|没有一个报齐/.test(row)]).toEqual([row, partial]);
    }
    await page.context().close();
  });

  it('counts findings and sanctions due with their trend and peers, from figures that name no doctor', async () => {
    const page = await rig().open({ login: 'officer' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const card = page.getByRole('region', { name: '因记分应处理', exact: true });
    await card.getByText(/^\d+ 项$/).waitFor();
    await card.getByRole('button').click();
    const trend = page.getByRole('region', { name: /因记分应处理的事项：.*按产生月份/ });
    await trend.locator('canvas').waitFor();
    await trend.getByText('表', { exact: true }).click();
    const peers = page.getByRole('region', { name: /因记分应处理的事项：.*各医院/ });
    await peers.getByText('表', { exact: true }).click();
    const cells = async (frame: typeof trend, at: number) =>
      (await frame.locator('tbody tr.ant-table-row').all()).reduce(
        async (sum, row) => (await sum) + Number((await row.locator('td').nth(at).innerText()).replace('无数据', '0')),
        Promise.resolve(0),
      );
    const due = await cells(trend, 1);
    expect(due).toBeGreaterThan(0);
    expect(await cells(peers, 2)).toBe(due);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^记分/ }).click();
    await page
      .getByRole('region', { name: /每千张点评处方记分/ })
      .locator('canvas')
      .waitFor();
    expect(new URL(page.url()).searchParams.get('show')).toBe('findings');
    expect(asked.filter((path) => /doctors|sanctions/.test(path))).toEqual([]);
    await page.context().close();
  });

  it('sets a baseline anew with a reason, asked twice, and shows it from then on', async () => {
    const path = `/commission/baselines?hospital=${rig().tour.hospitalId}&from=2025-09&until=2026-11`;
    const page = await rig().open({ login: 'officer', path });
    const form = page.getByRole('region', { name: '重设基线' });
    await form.getByLabel('基线起始月').selectOption('2025-09');
    await form.getByLabel('自哪个月起用').selectOption('2026-01');
    expect(await form.getByRole('button', { name: '重设' }).isDisabled()).toBe(true);
    await form.getByLabel('理由').fill('新住院楼启用');
    await form.getByRole('button', { name: '重设' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '再想想' }).click();
    expect(await form.getByLabel('理由').inputValue()).toBe('新住院楼启用');
    await form.getByRole('button', { name: '重设' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '重设' }).click();
    const known = page.getByRole('region', { name: '现有基线' });
    await known.getByText('理由：新住院楼启用').waitFor();
    await known.getByText('用于 2026年1月 起').waitFor();
    expect(await form.getByLabel('理由').inputValue()).toBe('');
    await page.context().close();
  });

  it('goes down from the city to a ward, whose trend stands among its peers', async () => {
    const page = await rig().open({ login: 'officer', path: `/commission/drill?${months}` });
    const down = page.getByRole('navigation', { name: /下一级/ });
    await down.first().getByRole('link').first().click();
    await page.getByRole('heading', { name: '医院', exact: true }).first().waitFor();
    await down.first().getByRole('link').first().click();
    await page.getByRole('heading', { name: '病区', exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('hospital')).toMatch(/^hos_/);
    await down.first().getByRole('link').first().click();
    await page
      .getByRole('region', { name: /同级（同专科）比较与控制限/ })
      .locator('canvas')
      .waitFor();
    await page.getByText('病区数按出院病区归集').or(page.getByText('费用按出院科室归集')).first().waitFor();
    await page.context().close();
  });

  it('hands out the API’s own numbers, with gaps where nothing came, and finds the same view again by its address', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/trend' });
    await page.getByLabel('起始月').selectOption('2025-10');
    await page.getByLabel('指标').selectOption('drugShare');
    const frame = page.getByRole('region', { name: /住院药占比：/ });
    await frame.getByText('表', { exact: true }).click();
    await frame.getByRole('cell', { name: '2026-10' }).first().waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      frame.getByRole('button', { name: '下载 CSV' }).click(),
    ]);
    const [head = '', ...lines] = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(head.startsWith('\ufeff月份,医院级别,数据状态,指标值')).toBe(true);
    const authorization = `Bearer ${await tokenOf(rig(), 'officer')}`;
    const answer = await fetch(`${rig().baseUrl}/v1/cost/trends?measure=drugShare&from=2025-10&until=2026-11`, {
      headers: { authorization },
    });
    const { series } = (await answer.json()) as Trend;
    const cell = (value: number | null) => (value === null ? '' : String(value));
    expect(lines.map((each) => each.split(',')).map((cells) => [cells[0], cells[3], cells[5], cells[6]])).toEqual(
      series.flatMap(({ points }) =>
        points.map((point) => [point.period, cell(point.value), cell(point.numerator), cell(point.denominator)]),
      ),
    );

    const address = page.url();
    const colleague = await rig().open({ login: 'registrar', path: address.slice(rig().baseUrl.length) });
    await colleague
      .getByRole('region', { name: /住院药占比：/ })
      .getByRole('cell', { name: '2026-10' })
      .first()
      .waitFor();
    expect(await colleague.getByLabel('起始月').inputValue()).toBe('2025-10');
    await colleague.context().close();
    await page.context().close();
  });

  it('keeps both of two choices of which the second is made before the first is drawn', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/trend' });
    await page.getByLabel('起始月').waitFor();
    const [from, measure] = await Promise.all(
      ['起始月', '指标'].map((label) => page.getByLabel(label).elementHandle()),
    );
    await page.evaluate(
      async ([one, other]) => {
        const choose = (select: unknown, value: string) => {
          Object.assign(select as EventTarget, { value }).dispatchEvent(new Event('change', { bubbles: true }));
        };
        choose(one, '2025-10');
        // Nothing is drawn between two steps of one task.
        for (let step = 0; step < 50; step += 1) await Promise.resolve();
        choose(other, 'drugShare');
      },
      [from, measure],
    );
    await page.getByRole('region', { name: /住院药占比：/ }).waitFor();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('from'), searchParams.get('measure')]).toEqual(['2025-10', 'drugShare']);
    expect(await page.getByLabel('起始月').inputValue()).toBe('2025-10');
    await page.context().close();
  });

  it('says why a question was refused, keeps the filters, and asks again once the service is back', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/effect?from=2026-09&until=2026-11' });
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('后期起始月').isVisible()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);

    await page.route('**/v1/cost/drill?**', (route) => route.abort());
    await goTo(page, `/commission/drill?${months}`);
    await page.getByText('连不上服务').waitFor();
    await page.unroute('**/v1/cost/drill?**');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('canvas').first().waitFor();
    await page.context().close();
  });

  it('takes a signal from the proposal through notice, interview and re-check to its end', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/alerts' });
    const [row] = [page.getByRole('row').nth(1)];
    await row.getByRole('button', { name: /^处置/ }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '处置' }).isDisabled()).toBe(true);
    await dialog.getByLabel('处置说明').fill('核实数据后处理');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: '处置' }).click();
    await page.getByText('已列入处置').waitFor();

    await goTo(page, '/commission/follow-ups');
    await page.getByRole('region', { name: '处置清单' }).getByRole('link').first().click();
    await page.getByLabel('通报内容').fill('请说明原因<b>并</b>整改');
    await page.getByRole('button', { name: '发出通报' }).click();
    await page.getByText('通报发出后不能收回').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '发出通报' }).click();
    const steps = page.getByRole('region', { name: '经过' });
    await steps.getByText('已通报').waitFor();
    await steps.getByText('请说明原因<b>并</b>整改').waitFor();

    const step = (name: string) => page.getByRole('region', { name: '下一步' }).getByText(name, { exact: true });
    await step('约谈').click();
    await page.getByLabel('参加人').fill('分管副院长\n药学部主任');
    await page.getByLabel('存在问题').fill('次均药费连续高于均线');
    await page.getByLabel('整改期限').fill('2026-12-31');
    await page.getByRole('button', { name: '记录约谈' }).click();
    await steps.getByText('已约谈').waitFor();
    await page.getByText('约谈后须经复查').waitFor();
    await step('记录复查').first().click();
    await page.getByLabel('复查情况').fill('已建立专项点评');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '记录复查' }).click();
    await steps.getByText('已复查').waitFor();
    await step('办结').first().click();
    await page.getByLabel('办结理由').fill('整改到位');
    await page.getByRole('button', { name: '办结', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '办结', exact: true }).click();
    await steps.getByText('已办结').waitFor();
    await page.context().close();
  });

  it('shows the monthly notice with its hospitals, and sends it as it reads, once it is asked again', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/notice' });
    const row = page.getByRole('article').getByRole('row').nth(1);
    expect(await row.innerText()).toMatch(/演示\S*院\s+\S+\s[\s\S]*\d (%|元|权重|DDD)/);
    const form = page.getByRole('region', { name: '发出通报' });
    expect(await form.getByRole('button', { name: '发出通报' }).isDisabled()).toBe(true);
    await form.getByLabel('文号').fill('演示卫药监〔2026〕11号');
    await form.getByRole('checkbox').first().uncheck();
    await form.getByLabel(/其他收件单位/).fill('市医疗质量控制中心');
    expect(await seriousFindings(page)).toEqual([]);
    await form.getByRole('button', { name: '发出通报' }).click();
    await page.getByText('通报发出后不能收回').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '发出通报' }).click();
    const sent = page.getByRole('region', { name: '已发出的通报' });
    await sent.getByRole('row', { name: /演示卫药监〔2026〕11号/ }).waitFor();
    await page.context().close();
  });

  it('runs the scheme in force over history, where nobody moves', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/replay' });
    await page.getByRole('textbox', { name: '办法草案（JSON）' }).fill('{');
    await page.getByRole('button', { name: '试算', exact: true }).click();
    await page.getByText('不是 JSON').waitFor();
    await page.getByRole('button', { name: '载入施行中的文本' }).click();
    await expect
      .poll(() => page.getByRole('textbox', { name: '办法草案（JSON）' }).inputValue())
      .toContain('violations');
    await page.getByRole('button', { name: '试算', exact: true }).click();
    await page.getByText(/试算结果/).waitFor();
    await page.context().close();
  });

  it('lets the registrar send a file, see what became of it and point its slice elsewhere, and nobody else', async () => {
    const page = await rig().open({ login: 'registrar', path: '/commission/imports' });
    await page.getByRole('heading', { level: 1, name: '导入状态' }).waitFor();
    await settled(page);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByText('须先选择一家医院').waitFor();
    await page.getByLabel('医院').selectOption(rig().tour.costHospitalId);
    const send = page.getByRole('region', { name: '发送文件' });
    await send.getByLabel('文件', { exact: true }).setInputFiles('seeds/demo/front-page-sample.csv');
    await send.getByRole('button', { name: '试读' }).click();
    const jobs = page.getByRole('region', { name: '导入状态' });
    await jobs.getByText('试读').waitFor();
    // A file that is long on its way shows how far it is.
    const held = Promise.withResolvers<void>();
    await page.route('**/v1/cost/imports?**', async (route) => {
      await held.promise;
      await route.continue();
    });
    await send.getByLabel('只试读，不入库').click();
    await send.getByRole('button', { name: '导入' }).click();
    await send.getByRole('progressbar').waitFor();
    await send.getByText(/已读 0／[\d,]+ 字节/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    held.resolve();
    await jobs.getByText('已入库').waitFor();
    await send.getByRole('progressbar').waitFor({ state: 'detached' });

    await page.getByRole('link', { name: '各次导入与指回' }).click();
    await page.getByRole('heading', { level: 1, name: '数据片' }).waitFor();
    const slice = page.getByRole('region', { name: /2026年10月 · 病案首页/ });
    await slice.getByText('生效').waitFor();
    await slice.getByRole('button', { name: '暂不用任何一次' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '暂不用任何一次' }).click();
    await slice.getByText('现在没有一次生效').waitFor();
    await slice.getByRole('button', { name: '指向这一次' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '指向这一次' }).click();
    await slice.getByText('生效').first().waitFor();
    await slice.getByRole('button', { name: '暂不用任何一次' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await goTo(page, '/commission/follow-ups');
    await page.getByText('没有这个页面').waitFor();
    await page.context().close();
  });
}

/** As a click would: without loading the document anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`{
    history.pushState(null, '', '${path}');
    dispatchEvent(new PopStateEvent('popstate'));
  }`);
}

async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.loading').count(), { timeout: 15_000 }).toBe(0);
}
