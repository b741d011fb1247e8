import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { keepVerification } from '../../src/log/verification.ts';
import { type ConsoleRig, seriousFindings } from '../rig/console.ts';

const navigationOf = {
  system: ['账本状态'],
  security: ['用户与角色', '开户', '安全设置'],
  audit: ['查阅记录', '账本状态'],
  manager: ['用户与角色', '开户'],
} as const;

export function adminTour(rig: () => ConsoleRig): void {
  it('shows each administrator the own pages and no other’s (三员分立)', async () => {
    const all = ['/admin/users', '/admin/security', '/admin/access-records', '/admin/ledger', '/my', '/admin/erasures'];
    const own = {
      system: ['/admin/ledger'],
      security: ['/admin/users', '/admin/security'],
      audit: ['/admin/access-records', '/admin/ledger'],
      manager: ['/admin/users'],
    } as const;
    for (const [login, names] of Object.entries(navigationOf)) {
      const page = await rig().open({ login });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([login, await page.getByRole('navigation').getByRole('link').allInnerTexts()]).toEqual([
        login,
        [...names],
      ]);
      for (const path of all) {
        await goTo(page, path);
        const isOwn = (own[login as keyof typeof own] as readonly string[]).includes(path);
        await (isOwn ? page.getByRole('heading', { level: 1 }) : page.getByText('没有这个页面')).first().waitFor();
        expect([login, path, await page.getByText('没有这个页面').count()]).toEqual([login, path, isOwn ? 0 : 1]);
      }
      await page.context().close();
    }
  });

  it(
    'opens an account, grants a role at a hospital found by its name, and refuses a second office in words',
    async () => {
      const page = await rig().open({ login: 'security', path: '/admin/users/new' });
      await page.getByLabel('姓名或名称').fill('巡查员甲');
      await page.getByLabel('登录名').fill('inspector.1');
      await page.getByLabel('初始密码').fill('a first password');
      // The last check is too old for so weighty a step; what was typed stays while it is made anew.
      rig().forward(2 * 60_000);
      await page.getByRole('button', { name: '开户' }).click();
      const granting = page.getByRole('link', { name: '授予角色' });
      await givenPassword(page, 'security', granting.waitFor());
      await granting.click();
      await page.getByText('还没有角色').waitFor();

      await page.getByRole('button', { name: '授予角色' }).click();
      await choose(page, '角色', '审核员');
      await choose(page, '医疗机构', rig().tour.hospitalName);
      await page.getByRole('button', { name: '授予角色' }).click();
      const roles = page.getByRole('region', { name: '角色与范围' });
      await roles.getByText(`${rig().tour.hospitalName} ·`).waitFor();
      // A second office that the first one rules out is refused in words.
      await page.getByRole('button', { name: '授予角色' }).click();
      await choose(page, '角色', '审计管理员');
      await choose(page, '范围', '全市');
      await page.getByRole('button', { name: '授予角色' }).click();
      await roles.getByRole('alert').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    },
    stepsMs,
  );

  it('finds who holds a role by an address that can be sent, and ends somebody’s sessions only when told twice', async () => {
    const reviewer = await rig().open({ login: 'reviewer', path: '/account' });
    const page = await rig().open({ login: 'security', path: '/admin/users?role=reviewer' });
    await page.getByRole('link', { name: 'reviewer', exact: true }).click();
    const sessions = page.getByRole('region', { name: '当前登录' });
    await sessions.getByRole('listitem').first().waitFor();
    await sessions.getByRole('button', { name: '全部下线' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '再想想' }).click();
    expect(await sessions.getByRole('listitem').count()).toBeGreaterThan(0);
    await sessions.getByRole('button', { name: '全部下线' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '全部下线' }).click();
    await sessions.getByText('没有登录').waitFor();
    await reviewer.reload();
    await reviewer.getByLabel('登录名').waitFor();
    await reviewer.context().close();
    await page.context().close();
  });

  it('shows the audit administrator who looked, filtered by the address, and hands it out as a file', async () => {
    const page = await rig().open({ login: 'audit', path: '/admin/access-records?outcome=refused' });
    const records = page.getByRole('region', { name: '查阅记录' });
    await records.getByText('被拒绝').first().waitFor();
    expect(await records.getByText('成功').count()).toBe(0);
    await choose(page, '结果', '成功');
    await records.getByText('成功').first().waitFor();
    expect(new URL(page.url()).search).toBe('?outcome=done');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const file = await givenPassword(page, 'audit', download);
    const [head, line] = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(head).toContain('导出人');
    expect(line).toMatch(/,done,/);
    await page.context().close();
  });

  it('says of the ledger how large it is, what is signed, and that it was verified, or was not well', async () => {
    const { dataDir } = rig();
    await rig().service.publisher.publish();
    const page = await rig().open({ login: 'system', path: '/admin/ledger' });
    const verification = page.getByRole('region', { name: '最近校验' });
    await verification.getByText('还没有').waitFor();
    const entries = await rig().service.ports.store.ledger.size();
    await page.getByRole('region', { name: '最近检查点' }).getByText(entries.toLocaleString('zh-CN')).waitFor();
    await keepVerification(dataDir, { at: '2026-11-20T00:30:00.000Z', entries, findings: 0 });
    await page.reload();
    await verification.getByText('完好').waitFor();
    await verification.getByText('2026年11月20日 08:30').waitFor();
    await keepVerification(dataDir, { at: '2026-11-20T00:31:00.000Z', entries, findings: 2 });
    await page.reload();
    await verification.getByText('2 处不符').waitFor();
    await page.getByText('账本内容与证明不符').waitFor();
    await page.context().close();
  });

  it('refuses to erase what must still be kept, in words, and needs somebody else to erase', async () => {
    const path = `/admin/erasures?doctor=${rig().tour.doctor.doctorId}`;
    const page = await rig().open({ login: 'affairs', path });
    await page.getByText('没有提议').waitFor();
    const form = page.getByRole('region', { name: '提议销毁' });
    await form.getByLabel('记录编号').fill(rig().tour.waitingDeductionId);
    await form.getByLabel('原因').fill('保存期已满');
    await form.getByRole('button', { name: '提议销毁' }).click();
    await form.getByRole('alert').waitFor();
    await page.getByText('没有提议').waitFor();
    await page.context().close();
  });
}

/** Many steps, on a machine that may be busy. */
const stepsMs = 60_000;

/** As a click would: without loading the document anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`{
    history.pushState(null, '', '${path}');
    dispatchEvent(new PopStateEvent('popstate'));
  }`);
}

/** What a weighty step may ask for on the way to what it does. */
async function givenPassword<T>(page: Page, login: string, done: Promise<T>): Promise<T> {
  const dialog = page.getByRole('dialog', { name: '请再次确认是您本人' });
  const asked = dialog.waitFor().then(
    () => true,
    () => false,
  );
  if (await Promise.race([asked, done.then(() => false)])) {
    await dialog.getByLabel('密码', { exact: true }).fill(demoPassword(login));
    await page.keyboard.press('Enter');
  }
  return done;
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field });
  await box.click();
  // Long lists are drawn in part: whoever looks for something types it.
  if (await box.isEditable()) await box.fill(option);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option-content', { hasText: option })
    .first()
    .click();
}
