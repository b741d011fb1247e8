import { expect, it } from 'vitest';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { type ConsoleRig, seriousFindings, tokenOf } from '../rig/console.ts';

/** The doors that people meet rarely: the first login, an outside issuer, and a service that cannot just now. */
export function doorsTour(rig: () => ConsoleRig): void {
  const asSecurity = async (path: string, body: object) => {
    const headers = {
      authorization: `Bearer ${await tokenOf(rig(), 'security')}`,
      'content-type': 'application/json',
    };
    const answer = await fetch(`${rig().baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([path, answer.status]).toEqual([path, 201]);
    return (await answer.json()) as { id: string };
  };
  const person = { personKind: 'human', identityNo: null, hospitalId: null, password: 'a first password' };

  it('makes whoever comes for the first time choose a password of their own before anything else', async () => {
    await asSecurity('/v1/accounts', { ...person, name: '新来的', login: 'newcomer' });
    const page = await rig().open({ path: '/account' });
    await page.getByLabel('登录名').fill('newcomer');
    await page.getByLabel('密码', { exact: true }).fill('a first password');
    await page.keyboard.press('Enter');
    const again = page.getByLabel(/再次|确认/);
    await again.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('密码', { exact: true }).fill('a first password');
    await page.getByLabel('新密码', { exact: true }).fill('short');
    await again.fill('short');
    await page.keyboard.press('Enter');
    // The service says what a password needs; the page stays.
    await page.getByRole('alert').first().waitFor();
    const own = 'nine blue herons over Gan';
    await page.getByLabel('新密码', { exact: true }).fill(own);
    await again.fill('another one');
    await page.keyboard.press('Enter');
    await page.getByText('两次').first().waitFor();
    await again.fill(own);
    await page.keyboard.press('Enter');
    await page.getByText('密码已更改，请用新密码登录').waitFor();
    await page.getByRole('button', { name: /登\s*录/ }).click();
    await page.getByLabel('登录名').fill('newcomer');
    await page.getByLabel('密码', { exact: true }).fill('a first password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('未登录').waitFor();
    await page.getByLabel('密码', { exact: true }).fill(own);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /新来的/ }).waitFor();
    await page.context().close();
  });

  it('goes to the outside issuer and comes back to its address as whoever is linked there, and as nobody else', async () => {
    const headers = { authorization: `Bearer ${await tokenOf(rig(), 'security')}` };
    const found = await fetch(`${rig().baseUrl}/v1/accounts?login=officer`, { headers });
    const { accountId } = (await found.json()) as { accountId: string };
    await asSecurity(`/v1/accounts/${accountId}/issuer-link`, { subject: 'zhang.san' });
    for (const [subject, entered] of [
      ['nobody.knows', false],
      ['zhang.san', true],
    ] as const) {
      const page = await rig().open({ outside: rig().issuer.url });
      await page.getByRole('button', { name: '统一身份登录' }).click();
      await page.locator('[name=login]').fill(subject);
      await page.locator('[name=password]').fill('any');
      await page.getByRole('button').first().click();
      // The issuer asks whether this service may know who it is.
      await page.getByRole('button', { name: 'Continue' }).click();
      if (entered) {
        await page.getByRole('heading', { level: 1, name: '监测总览' }).waitFor();
        // What came in the address is used up and stays in no history.
        expect(page.url()).not.toContain('code=');
        await page.reload();
        await page.getByRole('heading', { level: 1, name: '监测总览' }).waitFor();
      } else {
        await page.getByRole('alert').first().waitFor();
        expect([new URL(page.url()).pathname, new URL(page.url()).search]).toEqual(['/login/issuer', '']);
        await page.getByLabel('登录名').waitFor();
        expect(await seriousFindings(page)).toEqual([]);
      }
      await page.context().close();
    }
  });

  it('says in words why a service that is up cannot just now, reads again by itself, and keeps what was typed', async () => {
    const page = await rig().open({ login: 'security', path: '/account' });
    let refused = 0;
    await page.route('**/v1/security-settings', (route) => {
      refused += 1;
      return refused > 1
        ? route.continue()
        : route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(busy) });
    });
    await page.goto('/admin/security');
    await page.getByRole('region', { name: '密码' }).waitFor();
    expect(refused).toBe(2);
    refused = -10;
    await page.goto('/admin/security');
    await page.getByRole('alert').getByText(busy.detail).waitFor();
    refused = 1;
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('region', { name: '密码' }).waitFor();

    // A clock that has run back: the service itself refuses to date anything wrongly.
    await page.goto('/admin/users/new');
    await page.getByLabel('姓名或名称').fill('钟慢时开的户');
    await page.getByLabel('登录名').fill('slow.clock');
    await page.getByLabel('初始密码').fill('a first password');
    // The newest entry is of this moment.
    await asSecurity('/v1/accounts', { ...person, name: '刚开的户', login: 'just.now' });
    rig().forward(-backMs);
    await page.getByRole('button', { name: '开户' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('时钟').first().waitFor();
    rig().forward(backMs);
    expect(await page.getByLabel('姓名或名称').inputValue()).toBe('钟慢时开的户');
    await page.getByRole('button', { name: '开户' }).click();
    const dialog = page.getByRole('dialog', { name: '请再次确认是您本人' });
    const opened = page.getByText('账号已开通');
    await opened.or(dialog).first().waitFor();
    if (await dialog.isVisible()) {
      await dialog.getByLabel('密码', { exact: true }).fill(demoPassword('security'));
      await page.keyboard.press('Enter');
      await opened.waitFor();
    }
    await page.context().close();
  });
}

const backMs = 30_000;
const busy = {
  type: 'about:blank',
  title: '服务暂时不可用',
  status: 503,
  code: 'busy',
  detail: '服务正忙，请稍候再试。',
  parameters: {},
};
