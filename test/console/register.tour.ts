import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type ConsoleRig, seriousFindings, tokenOf } from '../rig/console.ts';

/** Medical affairs keeps the register: wards, doctors, posts, rights, and the hospital's own list. */
export function registerTour(rig: () => ConsoleRig): void {
  it('keeps the wards: registers one, is told when another person was faster, and ends it after a question', async () => {
    const page = await rig().open({ login: 'affairs', path: '/review/wards' });
    await page.getByRole('button', { name: '登记病区' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('巡回病区');
    await dialog.getByLabel('科室').fill('巡回科');
    await dialog.getByLabel('诊疗科目').fill('03.99 内科其他专业');
    await dialog.getByLabel('本院编码').fill('T900');
    await page.keyboard.press('Enter');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: '登记病区' }).click();
    await page.getByRole('cell', { name: '巡回病区', exact: true }).waitFor();

    await page.getByRole('button', { name: '修改 巡回病区' }).click();
    await dialog.getByLabel('诊疗科目').fill('03.04 心血管内科专业');
    await changeWardElsewhere(rig(), '巡回病区');
    await dialog.getByRole('button', { name: '保存修改' }).click();
    await dialog.getByRole('alert').getByText('请重新读取后再提交').waitFor();
    await dialog.getByRole('button', { name: '读取最新内容' }).click();
    await expect.poll(() => dialog.getByLabel('科室').inputValue()).toBe('巡回二科');
    expect(await dialog.getByLabel('诊疗科目').inputValue()).toBe('03.04 心血管内科专业');
    await dialog.getByRole('button', { name: '保存修改' }).click();
    await page.getByRole('row', { name: /巡回病区 巡回二科 03.04/ }).waitFor();

    await page.getByRole('button', { name: '终止 巡回病区' }).click();
    await dialog.getByLabel('自此日起不再（不含）').fill('2026-12-01');
    await dialog.getByLabel('理由').fill('撤销');
    await dialog.getByRole('button', { name: '终止', exact: true }).click();
    await answer(page, '终止病区“巡回病区”？', '终止');
    await page.getByRole('row', { name: /巡回病区.*2026年12月1日/ }).waitFor();
    await page.context().close();
  });

  it('registers a doctor, changes what is registered, and moves them to another department', async () => {
    const page = await rig().open({ login: 'affairs', path: '/review/doctors' });
    await page.getByRole('link', { name: '登记医师' }).click();
    await page.getByRole('heading', { level: 1, name: '登记医师' }).waitFor();
    await page.getByLabel('姓名').fill('巡回医');
    await page.getByLabel('执业证书编码').fill('990000000099001');
    await page.getByLabel('职称').fill('住院医师');
    await page.getByLabel('取得执业证').fill('2020-07-01');
    await page.getByLabel('执业范围').fill('内科专业');
    await page.getByLabel('工号').fill('T9001');
    await page.getByLabel('科室').fill('消化内科');
    await page.getByLabel('自', { exact: true }).fill('2026-11-01');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('');
    await page.getByRole('link', { name: '巡回医' }).click();
    await page.getByRole('heading', { level: 1, name: '巡回医' }).waitFor();

    await page.getByRole('button', { name: '修改登记' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('姓名').inputValue()).toBe('巡回医');
    await dialog.getByLabel('职称').fill('主治医师');
    await dialog.getByRole('button', { name: '保存修改' }).click();
    await page.getByText('主治医师').waitFor();
    await page.getByRole('button', { name: '调动' }).click();
    await dialog.getByLabel('科室').fill('呼吸内科');
    await dialog.getByLabel('自', { exact: true }).fill('2026-11-20');
    await dialog.getByLabel('理由').fill('轮岗');
    await dialog.getByRole('button', { name: '调动' }).click();
    await page.getByText(/呼吸内科 · 工号 T9001/).waitFor();
    await page.context().close();
  });

  it('reads a list of doctors: bad rows by line, then what it would do, then does it once', async () => {
    const page = await rig().open({ login: 'affairs', path: '/review/doctors/import' });
    const list = page.locator('#doctors');
    const head = '姓名,工号,执业证书编码,职称,科室,抗菌药物分级,执业日期,执业范围,处方权,起始日期';
    const bad = `${head}\n巡名单,T9101,990000000099101,住院医师,消化内科,未知级,2020-07-01,内科专业,普通,2026-11-01\n`;
    await list.setInputFiles(file(rig(), 'bad.csv', bad));
    await page.getByRole('button', { name: '试读' }).click();
    await page.getByRole('row', { name: /未知级/ }).waitFor();
    expect(await page.getByRole('button', { name: /^导入/ }).count()).toBe(0);
    await list.setInputFiles(file(rig(), 'good.csv', bad.replace('未知级', '非限制')));
    await page.getByRole('button', { name: '试读' }).click();
    await page.getByRole('row', { name: '新登记医师 1' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await answer(page, '导入这 1 行？', '导入 1 行');
    await page.getByRole('row', { name: /账本条目/ }).waitFor();
    await page.getByRole('button', { name: '试读' }).click();
    await page.getByText('名单与登记一致').waitFor();
    await page.context().close();
  });
}

/** Confirms the question that a step is asked about. */
export async function answer(page: Page, question: string, act: string): Promise<void> {
  const asked = page.getByRole('dialog').filter({ hasText: question }).last();
  await asked.getByRole('button', { name: act, exact: true }).last().click();
  await asked.waitFor({ state: 'detached' });
}

function file(rig: ConsoleRig, name: string, text: string): string {
  const path = join(rig.dataDir, name);
  writeFileSync(path, text);
  return path;
}

/** Another person of medical affairs moves the ward to another department meanwhile. */
async function changeWardElsewhere(rig: ConsoleRig, name: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${await tokenOf(rig, 'affairs.b')}`,
    'content-type': 'application/json',
  };
  const wards = `${rig.baseUrl}/v1/hospitals/${rig.tour.hospitalId}/wards`;
  const { items } = (await (await fetch(wards, { headers })).json()) as { items: { wardId: string; name: string }[] };
  const wardId = items.find((ward) => ward.name === name)?.wardId ?? '';
  const body = JSON.stringify({ from: '2026-11-20', set: { department: '巡回二科' } });
  const changed = await fetch(`${wards}/${wardId}`, { method: 'PATCH', headers, body });
  expect([changed.status, await changed.clone().text()]).toEqual([expect.toBeOneOf([200, 201]), expect.anything()]);
}
