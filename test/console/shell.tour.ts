import { afterAll, expect, it } from 'vitest';
import { type ConsoleRig, keptWindow, seriousFindings } from '../rig/console.ts';

export function shellTour(rig: () => ConsoleRig): void {
  const doctors = keptWindow(rig, { login: 'doctor' });
  afterAll(doctors.close);

  it('is one document for every address that a browser opens, and the API’s 404 for everything else', async () => {
    const ask = (path: string, headers: Record<string, string>) => fetch(`${rig().baseUrl}${path}`, { headers });
    const html = { accept: 'text/html,application/xhtml+xml' };
    for (const path of ['/', '/my', '/my/deductions/ded_1', '/login/issuer?code=1']) {
      const answer = await ask(path, html);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    for (const [path, headers] of [
      ['/v1/nothing', html],
      ['/docs/nothing', html],
      ['/assets/nothing.js', html],
      ['/favicon.ico', html],
      ['/my', { accept: 'application/json' }],
    ] as const) {
      const answer = await ask(path, headers);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    const posted = await fetch(`${rig().baseUrl}/my`, { method: 'POST', headers: html });
    expect(posted.status).toBe(404);
  });

  it('forbids scripts and styles that stand in a document, and keeps hashed files for ever', async () => {
    const answer = await fetch(rig().baseUrl, { headers: { accept: 'text/html' } });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    const text = await answer.text();
    expect(text).toContain(nonce);
    const again = await fetch(rig().baseUrl, { headers: { accept: 'text/html' } });
    expect(again.headers.get('content-security-policy')).not.toBe(policy);
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? '';
    const asset = await fetch(`${rig().baseUrl}${script}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
  });

  it('notices a page that breaks the policy or asks elsewhere', async () => {
    const page = await rig().open();
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      fetch('http://192.0.2.1/').catch(() => {});
    }`);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await expect.poll(() => rig().complaints().length).toBeGreaterThan(0);
    await page.context().close();
    rig().complaints();
  });

  it('speaks Chinese, and English by a switch that is remembered on the device', async () => {
    const page = await doctors.at('/');
    await page.getByRole('heading', { level: 1, name: '我的处方记分证' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'My prescribing card' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    // Sentences of the service come in that language, too.
    await page.getByText('A new cycle begins on 2027-01-01').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'My prescribing card' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '我的处方记分证' }).waitFor();
  });

  it('shows whoever has no such role, or goes to no page, that there is nothing', async () => {
    const page = await rig().open({ login: 'officer', path: '/my' });
    await page.getByText('没有这个页面').waitFor();
    await page.goto('/nothing/there');
    await page.getByText('没有这个页面').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('says that the service cannot be reached, keeps what was read, and goes on afterwards', async () => {
    const page = await doctors.at('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('网络已断开').waitFor();
    await page.getByText('剩余分').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText('网络已断开').waitFor({ state: 'detached' });
  });
}
