import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { type ConsoleRig, seriousFindings, tokenOf } from '../rig/console.ts';

export function auditorTour(rig: () => ConsoleRig): void {
  it('records a finding by keyboard alone, beside what confirming it would do', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review' });
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: '记录扣分' }).click();
    await page.getByLabel('医师', { exact: true }).fill(rig().tour.doctor.staffNo);
    await page.getByRole('option').first().waitFor({ state: 'attached' });
    await page.getByText(rig().tour.doctor.licenceNo).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('处方（医嘱）号').fill('RX-tour-1');
    // As worksheets write it: full-width.
    await page.getByLabel('违规项').fill('2－1');
    await page.keyboard.press('Enter');
    const preview = page.getByRole('region', { name: '认定后会怎样' });
    await preview.getByText(/\d+ → \d+/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    // Another page and back: nothing typed is lost.
    await page.getByRole('link', { name: '待办' }).click();
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
    await page.goBack();
    expect(await page.getByLabel('处方（医嘱）号').inputValue()).toBe('RX-tour-1');
    await page.getByLabel('说明').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: '本次已录入' }).getByText('RX-tour-1').waitFor();
    expect(await page.getByLabel('处方（医嘱）号').inputValue()).toBe('');
    await page.context().close();
  });

  it('shows the reviewer evidence, statement and consequence on one page, and confirms after a fresh check', async () => {
    const deductionId = await openDeduction(rig(), 'decidable');
    const page = await rig().open({ login: 'reviewer', path: `/review/deductions/${deductionId}` });
    await page.getByRole('region', { name: '证据' }).waitFor();
    await page.getByRole('region', { name: '医师的陈述申辩' }).waitFor();
    const decide = page.getByRole('region', { name: '复核决定' });
    await decide.getByText(/\d+ → \d+/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await decide.getByRole('button', { name: '不予认定' }).click();
    await page.getByText('请写明理由').waitFor();
    await decide.getByLabel('附注（可不填）').fill('证据充分');
    await decide.getByRole('button', { name: '认定', exact: true }).click();
    await page.getByRole('dialog').getByText('认定后立即计分').waitFor();
    rig().forward(2 * 60_000);
    await page.getByRole('dialog').getByRole('button', { name: '认定', exact: true }).click();
    const again = page.getByRole('dialog', { name: '请再次确认是您本人' });
    await again.getByLabel('密码', { exact: true }).fill(demoPassword('reviewer'));
    await page.keyboard.press('Enter');
    await page.getByText('已认定').first().waitFor();
    await page.getByText('证据充分').first().waitFor();
    const [paper] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: '认定书' }).click(),
    ]);
    await paper.getByRole('heading', { level: 1 }).waitFor();
    await page.context().close();
  });

  it('says beforehand that the window still runs, and why this person cannot decide', async () => {
    const deductionId = await openDeduction(rig(), 'recorded');
    const page = await rig().open({ login: 'reviewer', path: `/review/deductions/${deductionId}` });
    await page.getByText('您现在不能复核这条记录').waitFor();
    expect(await page.getByRole('button', { name: '认定', exact: true }).count()).toBe(0);
    await page.context().close();
  });

  it('finds a doctor by licence in one field, shows the balance and rights, and speaks English', async () => {
    const { licenceNo, name } = rig().tour.doctor;
    const page = await rig().open({ login: 'affairs', path: '/review/doctors', language: 'en' });
    await page.getByLabel('Name, pinyin initials, licence or staff number').fill(licenceNo);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).search).toBe(`?q=${licenceNo}`);
    await page.getByRole('link', { name }).click();
    await page.getByText('Points left').first().waitFor();
    await page.getByRole('link', { name: 'Talks and sanctions' }).last().click();
    await page.getByRole('button', { name: 'Grant a right' }).click();
    await page.getByRole('dialog').getByLabel('Kind').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('exports what the filters in the address show, and a department head has no export', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review/deductions?state=confirmed' });
    await page.getByRole('table').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).every((line) => line.includes(',confirmed,'))).toBe(true);
    await page.context().close();

    const head = await rig().open({ login: 'head', path: '/review/deductions' });
    await head.getByRole('heading', { level: 1, name: '记录' }).waitFor();
    expect(await head.getByRole('button', { name: '导出 CSV' }).count()).toBe(0);
    expect(await head.getByRole('link', { name: '记录扣分' }).count()).toBe(0);
    await head.context().close();
  });
}

/** The newest of the reviewer's records that is in the state. */
async function openDeduction(rig: ConsoleRig, state: string): Promise<string> {
  const authorization = `Bearer ${await tokenOf(rig, 'reviewer')}`;
  const answer = await fetch(`${rig.baseUrl}/v1/deductions?state=${state}&limit=1`, { headers: { authorization } });
  const { items } = (await answer.json()) as { items: { deductionId: string }[] };
  expect(items).toHaveLength(1);
  return items[0]?.deductionId ?? '';
}
