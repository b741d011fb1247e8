import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type ConsoleRig, phone, seriousFindings } from '../rig/console.ts';

/** What people read and hold: words and not identifiers, a bar on the phone that hides nothing, a file's button of ours. */
export function plainTour(rig: () => ConsoleRig): void {
  it('tells a doctor why in words, down to what waits for a decision', async () => {
    const page = await rig().open({ login: 'doctor', path: '/my', phone: true });
    await page
      .getByText(/行为的未定记录（代码 \S+）今日若单独认定/)
      .first()
      .waitFor({ state: 'attached' });
    expect(await identifiersOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page
      .getByText(/^The undecided record of code \S+ about the act of/)
      .first()
      .waitFor({ state: 'attached' });
    expect(await identifiersOn(page)).toEqual([]);
    await page.context().close();
  });

  it('tells who looked at what by the name of what they did', async () => {
    const page = await rig().open({ login: 'audit', path: '/admin/access-records' });
    const rows = page.getByRole('region').getByRole('listitem');
    await rows.filter({ hasText: '查看本人记分状况' }).first().waitFor();
    expect(await page.getByText('getOwnStanding').count()).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await rows.filter({ hasText: 'The own standing' }).first().waitFor();
    await page.context().close();
  });

  it(
    'on a phone brings the open page’s link into view, and points to where more of the bar lies',
    async () => {
      for (const [login, path, language] of [
        ['doctor', '/my/access', 'en'],
        ['affairs', '/review/wards', 'zh'],
      ] as const) {
        const page = await rig().open({ login, path, language, phone: true });
        await page.locator('.navigation a[aria-current=page]').waitFor();
        const bar = page.getByRole('navigation').first();
        const links = bar.getByRole('link');
        await expect.poll(() => isSeen(page, '.navigation a[aria-current=page]')).toBe(true);
        await links.last().click();
        await expect.poll(() => isSeen(page, '.navigation a[aria-current=page]')).toBe(true);
        await expect.poll(() => hintsOf(page)).toEqual(['more-before']);
        await links.first().click();
        await expect.poll(() => isSeen(page, '.navigation a[aria-current=page]')).toBe(true);
        await expect.poll(() => hintsOf(page)).toEqual(['more-after']);
        expect(await seriousFindings(page)).toEqual([]);
        await page.context().close();
      }
    },
    stepsMs,
  );

  it('shows what a field has found below the field, also to whoever wants nothing to move', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review/record' });
    const field = page.getByLabel('医师', { exact: true });
    await field.fill(rig().tour.doctor.staffNo);
    const option = page.locator('.ant-select-item-option').first();
    await option.getByText(rig().tour.doctor.licenceNo).waitFor();
    const below = async () => {
      const [found, of] = [await option.boundingBox(), await field.boundingBox()];
      return found !== null && of !== null && found.y > of.y && found.y < of.y + nearPx;
    };
    await expect.poll(below).toBe(true);
    await option.click();
    await page.context().close();
  });

  it('chooses a file by a button in the reader’s language and by keys, and says its name and its fingerprint', async () => {
    const page = await rig().open({ login: 'auditor', path: '/review/record' });
    const chooser = page.getByLabel('证据文件');
    const field = page.locator('.file-field').filter({ has: chooser });
    await field.getByText('未选择文件').waitFor();
    expect(await chooser.getAttribute('title')).toBe('未选择文件');
    const [opened] = await Promise.all([page.waitForEvent('filechooser'), chooser.press('Enter')]);
    await opened.setFiles({ name: '处方.pdf', mimeType: 'application/pdf', buffer: Buffer.from('one') });
    await field.getByText('处方.pdf').waitFor();
    // SHA-256 of "one".
    await page.getByText('指纹 7692c3ad3540…').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '移除 处方.pdf' }).click();
    await field.getByText('未选择文件').waitFor();
    expect(await page.getByText(/指纹 [0-9a-f]/).count()).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('No file chosen').first().waitFor();
    await page.context().close();
  });
}

/** Whatever looks as only programs call things, wherever it stands, folded away or not. */
async function identifiersOn(page: Page): Promise<readonly string[]> {
  const text = (await page.evaluate("document.querySelector('main').textContent")) as string;
  return text.match(/\b[a-z]{3}_[0-9a-z]{12,}|\b[a-z]+-default\b/g) ?? [];
}

const nearPx = 120;
/** Two windows, on a machine that may be busy. */
const stepsMs = 40_000;

/** Whether all of an element lies within the width of the phone. */
async function isSeen(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).first().boundingBox();
  return box !== null && box.x >= -1 && box.x + box.width <= phone.width + 1;
}

async function hintsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(`['before', 'after'].flatMap((side) => {
    const { visibility, content } = getComputedStyle(document.querySelector('.navigation'), '::' + side);
    return visibility === 'visible' && content !== 'none' ? ['more-' + side] : [];
  })`);
}
