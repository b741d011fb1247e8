import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { type ConsoleRig, seriousFindings } from '../rig/console.ts';

export function sessionTour(rig: () => ConsoleRig): void {
  it('lets somebody in by name and password, from the address they came to, and keeps no token where a script finds it', async () => {
    const page = await rig().open({ path: '/my' });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('登录名').fill('doctor');
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('未登录').waitFor();
    await page.getByLabel('密码', { exact: true }).fill(demoPassword('doctor'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '我的处方记分证' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/my');
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    expect(kept).not.toMatch(/eyJ|rx12_refresh/);
    const [cookie] = await page.context().cookies(`${rig().baseUrl}/v1/auth/refresh`);
    expect(cookie).toMatchObject({ name: 'rx12_refresh', httpOnly: true, sameSite: 'Strict', path: '/v1/auth' });
    await page.context().close();
  });

  it('goes on after a reload, in a second tab, and ends in all tabs at once', async () => {
    const page = await rig().open({ login: 'doctor' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.reload();
    const second = await page.context().newPage();
    await Promise.all([second.goto('/my'), page.getByRole('heading', { level: 1 }).waitFor()]);
    await second.getByRole('heading', { level: 1 }).waitFor();
    // A page behind another does not lay out its menus.
    await page.bringToFront();
    await page.getByRole('button', { name: /莫|医师/ }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.getByLabel('登录名').waitFor();
    await second.getByLabel('登录名').waitFor();
    await page.reload();
    await page.getByLabel('登录名').waitFor();
    await page.context().close();
  });

  it('refuses doors that a cookie opens to pages of other sites, and lets machines through', async () => {
    const refresh = (headers: Record<string, string>) =>
      fetch(`${rig().baseUrl}/v1/auth/refresh`, { method: 'POST', headers });
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://elsewhere.example' },
      { origin: 'null' },
    ];
    for (const headers of elsewhere) {
      const answer = await refresh(headers);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'access.other-site']);
    }
    const own: Record<string, string>[] = [{}, { origin: rig().baseUrl }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of own) {
      expect((await refresh(headers)).status).toBe(401);
    }
  });
  it('asks for the password again before a weighty step, sets up a second factor, and asks for it from then on', async () => {
    const page = await rig().open({ login: 'doctor2', path: '/account' });
    await page.getByRole('button', { name: '设置验证器' }).click();
    rig().forward(2 * 60_000);
    await page.getByRole('button', { name: '开始设置' }).click();
    const dialog = page.getByRole('dialog', { name: '请再次确认是您本人' });
    await dialog.getByLabel('密码', { exact: true }).fill(demoPassword('doctor2'));
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const secret = await page.locator('code').first().innerText();
    await page.getByLabel('验证码或恢复码').fill(codeNow(rig(), secret));
    await page.getByRole('button', { name: '确认', exact: true }).click();
    await page.getByText('请保存恢复码').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '已经保存' }).click();
    await page.getByText('已设置验证器').waitFor();
    await page.context().close();

    rig().forward(60_000);
    const next = await rig().open();
    await next.getByLabel('登录名').fill('doctor2');
    await next.getByLabel('密码', { exact: true }).fill(demoPassword('doctor2'));
    await next.keyboard.press('Enter');
    await next.getByLabel('验证码或恢复码').fill(codeNow(rig(), secret));
    await next.keyboard.press('Enter');
    await next.getByRole('heading', { level: 1, name: '我的处方记分证' }).waitFor();
    await next.context().close();
  });
}

function codeNow(rig: ConsoleRig, secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: rig.service.ports.clock.now() });
}
