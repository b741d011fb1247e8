import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { parseVkey, vkeyOf } from '../../src/core/ledger/note.ts';
import { checkFiles } from '../../src/core/ledger/receipt-check.ts';
import { demoPassword } from '../../src/demo/plan/people.ts';
import { sha256 } from '../../src/hashing.ts';
import { nodeCompression, nodeCrypto } from '../../src/log/node-crypto.ts';
import { type ConsoleRig, keptWindow, seriousFindings, tokenOf } from '../rig/console.ts';
import { testKey } from '../support/tree.ts';

const pages = [
  ['/my', '我的处方记分证'],
  ['/my/deductions', '我的记录'],
  ['/my/inbox', '收件箱'],
  ['/my/credits', '培训与返还分'],
  ['/my/receipts', '回执'],
  ['/my/access?own=yes', '谁看过我的记录'],
  ['/account', '账号与安全'],
] as const;

export function doctorTour(rig: () => ConsoleRig): void {
  const onPhone = keptWindow(rig, { login: 'doctor', phone: true });
  // First used after the statement, for which all sessions of the doctor end.
  const atDesk = keptWindow(rig, { login: 'doctor' });
  afterAll(async () => {
    await onPhone.close();
    await atDesk.close();
  });

  it('shows the card with what is left, the next threshold and what waits, on a phone', async () => {
    const page = await onPhone.at('/my');
    await page.getByRole('img', { name: '10 剩余分, 满分 12' }).waitFor();
    await page.getByText('再记 1 分').waitFor();
    await page.getByText(rig().tour.doctor.licenceNo).waitFor();
    await page.getByText('陈述或确认知悉').waitFor();
  });

  it('has no page that is wider than a phone or that axe finds a serious fault with', async () => {
    const page = await onPhone.at(pages[0][0]);
    for (const [path, title] of [...pages, [`/my/deductions/${rig().tour.waitingDeductionId}`, '记录详情'] as const]) {
      await goTo(page, path);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await expect.poll(() => page.locator('.loading').count(), { timeout: 15_000 }).toBe(0);
      expect([path, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([path, true]);
      expect([path, await seriousFindings(page)]).toEqual([path, []]);
      // Whatever is taken of a record says who took it.
      expect([path, await page.locator('.mark').count()]).toEqual([path, path === '/account' ? 0 : 1]);
    }
  });

  it('sends a statement whose writer’s session ended meanwhile: the input survives, also a look at another page', async () => {
    const deductionId = rig().tour.waitingDeductionId;
    const page = await onPhone.at(`/my/deductions/${deductionId}`);
    await page.getByRole('button', { name: '陈述申辩' }).click();
    const text = '病程记录已说明<img src=x onerror="window.ran=1">,请予复核。';
    await page.getByLabel('您的陈述和申辩').fill(text);
    await page.getByRole('link', { name: '收件箱' }).click();
    await page.getByRole('heading', { level: 1, name: '收件箱' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: '陈述申辩' }).click();
    expect(await page.getByLabel('您的陈述和申辩').inputValue()).toBe(text);

    await endSessionsOf(rig(), 'doctor');
    await page.getByRole('button', { name: '提交陈述' }).click();
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByLabel('登录名').fill('doctor');
    await dialog.getByLabel('密码', { exact: true }).fill(demoPassword('doctor'));
    await page.keyboard.press('Enter');
    await page.getByText('已提交').waitFor();
    // What somebody wrote is text wherever it is shown.
    await page.getByText(text).waitFor();
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await page.getByText('已陈述申辩').waitFor();
  });

  it('draws the sum of the cycle, shows the same figures as a table by the address, and hands them out', async () => {
    const page = await atDesk.at('/my');
    const frame = page.getByRole('region', { name: '本周期记分走势' });
    await frame.getByRole('img').locator('canvas').waitFor();
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      frame.getByRole('button', { name: '下载 PNG' }).click(),
    ]);
    expect(
      readFileSync(await picture.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    await frame.getByText('表', { exact: true }).click();
    await frame.getByRole('cell', { name: /2-5/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?points.view=table');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      frame.getByRole('button', { name: '下载 CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe('\ufeff认定日,依据,计入,累计');
    expect(lines[1]).toMatch(/^2026-11-19,2-5 [^,]+,2,2$/);
  });

  it('delivers a decision only to whoever was told so, and then appeals against it', async () => {
    const page = await atDesk.at('/my/deductions');
    await page.getByRole('link', { name: /2-5/ }).click();
    await page.getByText('待送达').waitFor();
    await page.getByRole('button', { name: '阅读决定' }).click();
    await page.getByText('阅读即为送达').waitFor();
    await page.getByRole('button', { name: '再想想' }).click();
    await page.getByText('待送达').waitFor();
    await page.getByRole('button', { name: '阅读决定' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '阅读决定' }).click();
    await page.getByText('可申请复核', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: '申请复核', exact: true }).click();
    await page.getByLabel('申请复核的理由').fill('按说明书分次给药,医嘱单另页。');
    await page.getByRole('button', { name: '添加附件' }).click();
    await page.getByLabel('附件编号或存放处').fill('病案室 2026-0412');
    const order = { name: '医嘱单.txt', mimeType: 'text/plain', buffer: Buffer.from('每日两次') };
    await page.getByLabel('附件文件').setInputFiles(order);
    await page.getByText(`指纹 ${createHash('sha256').update('每日两次').digest('hex').slice(0, 12)}`).waitFor();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('复核中').first().waitFor();
    await page.getByText('按说明书分次给药').waitFor();
  });

  it('hands out receipts that can be checked without this service, and says when none is missing', async () => {
    await rig().service.publisher.publish();
    const page = await atDesk.at('/my/receipts');
    await page.getByRole('heading', { level: 1, name: '回执' }).waitFor();
    const vkey = parseVkey(sha256, await page.locator('code').first().innerText());
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /下载第 .* 条的回执/ })
        .last()
        .click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    const [checked] = checkFiles({ ...nodeCrypto, ...nodeCompression }, [{ name: 'r', text }], [vkey]);
    expect(checked?.ok).toBe(true);
    expect(await page.getByRole('link', { name: '不登录也能用的核验页面' }).getAttribute('href')).toBe(
      '/verify-receipt',
    );
  });

  it('checks receipts here: all of them, one, and kept files, of which a changed one is refused; a wrong key helps nobody', async () => {
    await rig().service.publisher.publish();
    const page = await onPhone.at('/my/receipts');
    const check = page.getByRole('region', { name: '核验', exact: true });
    await check.getByRole('button', { name: '核验全部回执' }).click();
    await check.getByText('全部相符 · 一条都不少').waitFor();
    await check.getByText('核验结果').click();
    expect(await check.getByRole('listitem').count()).toBeGreaterThan(5);
    expect(await seriousFindings(page)).toEqual([]);
    const each = page.getByRole('region', { name: '回执' }).getByRole('listitem').first();
    await each.getByRole('button', { name: /^核验第/ }).click();
    await each.getByText('【账本已签署】').waitFor();

    const answer = await fetch(`${rig().baseUrl}/v1/me/receipts`, {
      headers: { authorization: `Bearer ${await tokenOf(rig(), 'doctor')}` },
    });
    const { items } = (await answer.json()) as { items: { file: string }[] };
    const [good = '', other = ''] = items.map(({ file }) => file);
    const files = [
      ['good.tlog-proof', good],
      ['changed.tlog-proof', other.replace(/extra ./, 'extra B')],
    ].map(([name = '', text = '']) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }));
    await check.getByLabel('核验自存的文件').setInputFiles(files);
    await check.getByText('1 份不相符，共 2 份').waitFor();
    expect(await check.getByRole('listitem').first().innerText()).toMatch(/^ ?changed/);
    const field = check.getByLabel('公钥（每行一个）');
    await field.fill('no key');
    await check.getByRole('button', { name: '核验全部回执' }).click();
    await check.getByRole('alert').waitFor();
    await field.fill(vkeyOf(testKey('demo.example/rx12').key));
    await check.getByRole('button', { name: '核验全部回执' }).click();
    await check.getByText(/^\d+ 份不相符/).waitFor();
  });

  it('names everybody else who looked', async () => {
    const { doctorId } = rig().tour.doctor;
    const authorization = `Bearer ${await tokenOf(rig(), 'reviewer')}`;
    const answer = await fetch(`${rig().baseUrl}/v1/doctors/${doctorId}/standing`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    const page = await atDesk.at('/my/access');
    const lookers = page.getByRole('region', { name: '谁看过我的记录' });
    await lookers.getByText('复核员').first().waitFor();
    expect(await lookers.getByText('查看本人记录').count()).toBe(0);
    await page.getByLabel('也列出我自己的查看').click();
    await lookers.getByText('查看本人记录').first().waitFor();
    expect(new URL(page.url()).search).toBe('?own=yes');
  });
}

/** As a click would: without loading the document anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`{
    history.pushState(null, '', '${path}');
    dispatchEvent(new PopStateEvent('popstate'));
  }`);
}

async function endSessionsOf(rig: ConsoleRig, login: string): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenOf(rig, login)}` };
  const list = await fetch(`${rig.baseUrl}/v1/me/sessions`, { headers });
  const { items } = (await list.json()) as { items: { sessionId: string; current: boolean }[] };
  for (const { sessionId } of items.filter(({ current }) => !current)) {
    await fetch(`${rig.baseUrl}/v1/me/sessions/${sessionId}`, { method: 'DELETE', headers });
  }
}
