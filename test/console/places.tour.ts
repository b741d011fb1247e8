import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { type ConsoleRig, seriousFindings, tokenOf } from '../rig/console.ts';
import { answer } from './register.tour.ts';

/** What is kept of hospitals by themselves and by the commission: who acts for them, their wards, what they leave undone. */
export function placesTour(rig: () => ConsoleRig): void {
  it(
    'has somebody found by name act in another’s place, asks once more for so weighty a step, and ends it sooner',
    async () => {
      const stand = await memberOf(rig(), 'auditor');
      const replaced = await memberOf(rig(), 'reviewer');
      const page = await rig().open({ login: 'affairs', path: '/review/mandates' });
      await page.getByText('还没有委托或代理').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: '委托代理' }).click();
      const dialog = page.getByRole('dialog', { name: '委托代理' });
      await dialog.getByLabel('由谁履行').fill(stand.name.slice(1));
      const found = page.locator('.ant-select-item-option').filter({ hasText: stand.name }).first();
      await found.getByText('审核员').waitFor();
      await found.click();
      await choose(page, dialog.getByLabel('职责'), '复核员');
      await choose(page, dialog.getByLabel('代替谁'), replaced.name);
      await dialog.getByLabel('至（不含）').fill('2026-11-20');
      await dialog.getByLabel('文号').fill('演医〔2026〕77号');
      await dialog.getByLabel('理由').fill('复核员休假');
      expect(await seriousFindings(page)).toEqual([]);
      const give = dialog.getByRole('button', { name: '委托代理' });
      await give.click();
      await answer(page, `由${stand.name}自 2026年11月20日 起履行复核员职责？`, '委托代理');
      // A mandate of no day is refused in words, and what was typed stays to be mended.
      await dialog.getByRole('alert').waitFor();
      expect(await dialog.getByLabel('文号').inputValue()).toBe('演医〔2026〕77号');
      await dialog.getByLabel('至（不含）').fill('2026-12-20');
      rig().forward(2 * 60_000);
      await give.click();
      await answer(page, `由${stand.name}自 2026年11月20日 起履行复核员职责？`, '委托代理');
      const again = page.getByRole('dialog', { name: '请再次确认是您本人' });
      await again.getByLabel('密码').fill(demoPassword('affairs'));
      await again.getByRole('button', { name: '确认' }).click();
      const row = page.getByRole('row').filter({ hasText: stand.name });
      await row.getByText('履行中').waitFor();
      await row.getByText(`代替${replaced.name}`).waitFor();
      expect(await rolesOf(rig(), 'auditor')).toContain('reviewer');

      await row.getByRole('button', { name: `提前终止：${stand.name}` }).click();
      const end = page.getByRole('dialog', { name: `提前终止：${stand.name}` });
      await end.getByLabel('理由').fill('复核员已回');
      await end.getByRole('button', { name: '提前终止' }).click();
      await answer(page, `自 2026年11月20日 起不再由${stand.name}履行？`, '提前终止');
      await row.getByText('已终止').waitFor();
      expect(await row.getByRole('button').count()).toBe(0);
      expect(await rolesOf(rig(), 'auditor')).not.toContain('reviewer');
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    },
    stepsMs,
  );

  it('shows whoever may not give one the mandates of the hospital, and nothing to sign', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review/mandates', language: 'en' });
    await page.getByRole('cell', { name: 'Over' }).waitFor();
    expect(await page.locator('main').getByRole('button').count()).toBe(0);
    await page.context().close();
  });

  it('lets the commission’s registrar choose a hospital and keep its wards and mandates, by an address to be sent', async () => {
    const page = await rig().open({ login: 'registrar', path: '/review/wards' });
    await page.getByText('请先选择一家医疗机构').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('医疗机构').fill('演示第二');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: '医院登记' }).getByText('演示第二医院').waitFor();
    await page.getByRole('button', { name: '登记病区' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('卫健委病区');
    await dialog.getByLabel('科室').fill('内科');
    await dialog.getByLabel('诊疗科目').fill('03 内科');
    await dialog.getByLabel('本院编码').fill('T910');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '登记病区' }).click();
    await page.getByRole('cell', { name: '卫健委病区', exact: true }).waitFor();
    await page.getByRole('button', { name: '终止 卫健委病区' }).click();
    await dialog.getByLabel('自此日起不再（不含）').fill('2026-12-01');
    await dialog.getByLabel('理由').fill('登记有误');
    await dialog.getByRole('button', { name: '终止', exact: true }).click();
    await answer(page, '终止病区“卫健委病区”？', '终止');
    await page.getByRole('row', { name: /卫健委病区.*2026年12月1日/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const { search } = new URL(page.url());
    await page.goto(`/review/mandates${search}`);
    await page.getByText('还没有委托或代理').waitFor();
    await page.getByRole('button', { name: '委托代理' }).click();
    const stand = await memberOf(rig(), 'auditor');
    await page.getByRole('dialog').getByLabel('由谁履行').fill(stand.name);
    // Of another hospital: only the registrar finds them.
    await page.locator('.ant-select-item-option').filter({ hasText: '演示第一医院' }).first().waitFor();
    await page.context().close();
  });

  it('lets a commission officer order a hospital to act on what is due, once, after a question', async () => {
    const page = await rig().open({ login: 'officer', path: '/supervision/sanctions' });
    await page.getByRole('row').nth(1).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('row').nth(1).getByRole('link').click();
    const order = page.getByRole('button', { name: '责令办理' }).first();
    await order.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^责令演示.+办理这一事项/).waitFor();
    await dialog.getByLabel('文号').fill('演卫医〔2026〕78号');
    await dialog.getByLabel('理由').fill('逾期未作处理');
    expect(await seriousFindings(page)).toEqual([]);
    const before = await page.getByRole('button', { name: '责令办理' }).count();
    await dialog.getByRole('button', { name: '责令办理' }).click();
    await answer(page, '办理？', '责令办理');
    await page.getByText('2026年11月20日 卫健委责令办理').first().waitFor();
    await dialog.waitFor({ state: 'detached' });
    // The dialog had a button of that name as well.
    expect(await page.getByRole('button', { name: '责令办理' }).count()).toBe(before - 2);
    expect(await page.getByRole('link', { name: '概况' }).count()).toBe(0);
    await page.context().close();
  });
}

interface Member {
  readonly personId: string;
  readonly name: string;
}

/** Who logs in by this name. */
async function memberOf(rig: ConsoleRig, login: string): Promise<Member> {
  return (await ask(rig, login)) as unknown as Member;
}

async function rolesOf(rig: ConsoleRig, login: string): Promise<readonly string[]> {
  const { grants } = await ask(rig, login);
  return grants.map(({ role }) => role);
}

async function ask(rig: ConsoleRig, login: string) {
  const headers = { authorization: `Bearer ${await tokenOf(rig, login)}` };
  const answered = await fetch(`${rig.baseUrl}/v1/me`, { headers });
  return (await answered.json()) as { personId: string; name: string; grants: readonly { role: string }[] };
}

async function choose(page: Page, field: ReturnType<Page['getByLabel']>, option: string): Promise<void> {
  await field.click();
  await page.locator('.ant-select-item-option').filter({ hasText: option, visible: true }).first().click();
}

/** Many steps, on a machine that may be busy. */
const stepsMs = 60_000;
