import { expect, it } from 'vitest';
import { type ConsoleRig, seriousFindings, tokenOf } from '../rig/console.ts';
import { answer } from './register.tour.ts';

/** What a hospital's offices do beside findings: talks, sanctions, points given back, leads, leave. */
export function officeTour(rig: () => ConsoleRig): void {
  it('shows before it is signed what imposing would do, and what stands in the way of lifting', async () => {
    const doctorId = await doctorOf(rig(), rig().tour.suspendedLicenceNo);
    const page = await rig().open({ login: 'affairs', path: `/review/doctors/${doctorId}/sanctions` });
    const due = page.getByRole('article', { name: '限制' }).filter({ hasText: '达到 9 分' });
    await due.getByRole('button', { name: '采取措施' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('限制使用级抗菌药：暂停 → 限制').waitFor();
    await dialog.getByText('须有终止日，1 至 6 个月').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByLabel('自（明天起）').fill('2026-11-21');
    await dialog.getByLabel('至（不含）').fill('2026-11-25');
    await dialog.getByLabel('文号').fill('演医〔2026〕90号');
    await dialog.getByLabel('理由').fill('记满9分');
    const sign = dialog.getByRole('button', { name: '采取措施' });
    await sign.click();
    await answer(page, '自 2026年11月21日 零时起限制？', '采取措施');
    // Too short: the rule is said, and what was typed stays to be mended.
    await dialog
      .getByRole('alert')
      .getByText(/2026-12-21/)
      .waitFor();
    expect(await dialog.getByLabel('文号').inputValue()).toBe('演医〔2026〕90号');
    await dialog.getByLabel('至（不含）').fill('2026-12-21');
    await sign.click();
    await answer(page, '自 2026年11月21日 零时起限制？', '采取措施');
    await due.getByText('执行中').waitFor();

    const measures = page.getByRole('region', { name: '已采取的措施' });
    await measures
      .getByRole('listitem')
      .filter({ hasText: '演医〔2026〕31号' })
      .getByRole('button', { name: '解除' })
      .click();
    await dialog.getByText('解除前还须完成：培训、考核').waitFor();
    await dialog.getByText('同时有效的其他措施仍然有效：限制').waitFor();
    await dialog.getByLabel('理由').fill('期满');
    await dialog.getByRole('button', { name: '解除' }).click();
    await answer(page, '自 2026年11月20日 起解除这项措施？', '解除');
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.context().close();
  });

  it('lets a head of department print and record the talks of the department, and nothing else', async () => {
    const page = await rig().open({ login: 'head', path: '/review/sanctions' });
    const [row] = [page.getByRole('row', { name: /提醒谈话/ }).first()];
    await row.getByRole('link').click();
    const talk = page.getByRole('article', { name: '提醒谈话' });
    const [paper] = await Promise.all([
      page.waitForEvent('popup'),
      talk.getByRole('button', { name: '打印谈话记录' }).click(),
    ]);
    await paper.getByRole('heading', { level: 1 }).waitFor();
    await paper.close();
    expect(await page.getByRole('button', { name: '采取措施' }).count()).toBe(0);
    await talk.getByRole('button', { name: '登记谈话' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('材料编号').fill('谈话记录2026-090');
    await dialog.getByRole('button', { name: '登记谈话' }).click();
    await answer(page, '登记这次谈话？', '登记谈话');
    await talk.getByText('已谈话').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('gives points back once a second person has confirmed what the first recorded', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review/credits' });
    await page.getByRole('button', { name: '登记活动' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('医师', { exact: true }).fill(rig().tour.doctor.staffNo);
    await page.getByText(rig().tour.doctor.licenceNo).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByLabel('活动').fill('合理用药学习班');
    await dialog.getByLabel('记分办法').press('Enter');
    await page.getByTitle(/^赣州市处方权/).click();
    await dialog.getByRole('button', { name: '登记活动' }).click();
    await page.getByRole('cell', { name: '合理用药学习班' }).waitFor();
    expect(await page.getByRole('button', { name: '确认', exact: true }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();

    const other = await rig().open({ login: 'reviewer', path: '/review/credits' });
    const row = other.getByRole('row', { name: /合理用药学习班/ });
    await row.getByRole('button', { name: '确认' }).click();
    await other.getByRole('dialog').getByRole('button', { name: '确认' }).click();
    await answer(other, '确认这项活动？', '确认');
    await row.waitFor({ state: 'detached' });
    await other.context().close();
  });

  it('makes a record for two persons of a lead, which is closed by it, and sets another aside with a reason', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review/leads' });
    const lead = page.getByRole('row', { name: /疑似重复给药/ });
    await lead.getByRole('link', { name: '记录' }).click();
    await page.getByText('来自线索').waitFor();
    expect(await page.getByLabel('处方（医嘱）号').inputValue()).toMatch(/^RX/);
    await page.getByLabel('违规项').fill('2-7');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '加一名责任人' }).click();
    await page.getByLabel('其他责任人 1', { exact: true }).fill(await staffNoOf(rig(), rig().tour.restrictedLicenceNo));
    await page.getByText(rig().tour.restrictedLicenceNo).waitFor();
    await page.keyboard.press('Enter');
    const preview = page.getByRole('region', { name: '认定后会怎样' });
    await expect.poll(() => preview.getByText(/\d+ → \d+/).count()).toBe(2);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '记录', exact: true }).click();
    await page.getByRole('region', { name: '本次已录入' }).getByRole('link').click();
    await page.getByText('同一处方的其他责任人').waitFor();

    await page.getByRole('link', { name: '线索' }).click();
    const second = page.getByRole('row', { name: /疑似无适应证/ });
    await second.getByRole('button', { name: '不成立' }).click();
    await page.getByRole('dialog').getByLabel('理由').fill('有指征');
    await page.getByRole('dialog').getByRole('button', { name: '不成立' }).click();
    await answer(page, '了结这条线索？', '不成立');
    await second.waitFor({ state: 'detached' });
    expect(await lead.count()).toBe(0);
    await page.context().close();
  });

  it('keeps what was typed about a leave while the session ended, and records it once somebody is back', async () => {
    const { doctorId } = rig().tour.doctor;
    const page = await rig().open({ login: 'affairs', path: `/review/doctors/${doctorId}/process` });
    await page.getByRole('button', { name: '登记请假' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '返岗日' });
    await dialog.getByLabel('自', { exact: true }).fill('2026-11-23');
    await dialog.getByLabel('返岗日').fill('2026-12-07');
    await dialog.getByLabel('文件').fill('病假单 90');
    await page.route('**/leaves', (route) => route.abort(), { times: 1 });
    await dialog.getByRole('button', { name: '登记请假' }).click();
    await dialog.getByText('已填写的内容还在').waitFor();
    // Another page and back.
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('link', { name: '概况' }).click();
    await page.getByText('剩余分').first().waitFor();
    await page.goBack();
    await page.getByRole('button', { name: '登记请假' }).click();
    expect(await dialog.getByLabel('文件').inputValue()).toBe('病假单 90');
    await dialog.getByRole('button', { name: '登记请假' }).click();
    await page.getByRole('region', { name: '请假' }).getByText('病假单 90').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });
}

async function doctorOf(rig: ConsoleRig, licenceNo: string): Promise<string> {
  return (await found(rig, licenceNo)).doctorId;
}

async function staffNoOf(rig: ConsoleRig, licenceNo: string): Promise<string> {
  return (await found(rig, licenceNo)).posts[0]?.staffNo ?? '';
}

async function found(rig: ConsoleRig, licenceNo: string) {
  const authorization = `Bearer ${await tokenOf(rig, 'affairs')}`;
  const answered = await fetch(`${rig.baseUrl}/v1/doctors?q=${licenceNo}`, { headers: { authorization } });
  const { items } = (await answered.json()) as { items: { doctorId: string; posts: { staffNo: string }[] }[] };
  const [doctor] = items;
  if (doctor === undefined) throw new Error(`no doctor has ${licenceNo}`);
  return doctor;
}
