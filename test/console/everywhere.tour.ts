import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { newerCss } from '../rig/chromium-109.ts';
import { type ConsoleRig, desktop, phone, seriousFindings, tokenOf } from '../rig/console.ts';
import { addressOf, type DeclaredPage, declaredPages, loginOf, type Samples, samplesOf } from './declared-pages.ts';

/** What must hold of each page of each role. The list of pages is the console's own: a new one cannot be forgotten. */
export function everywhereTour(rig: () => ConsoleRig): void {
  let pages: readonly DeclaredPage[];
  let samples: Samples;

  beforeAll(async () => {
    pages = await declaredPages();
    samples = await samplesOf(rig(), (login) => tokenOf(rig(), login));
    await plant(rig());
  });

  it('has the strict policy on every address', async () => {
    for (const page of pages) {
      const answer = await fetch(`${rig().baseUrl}${addressOf(page, samples)}`, { headers: { accept: 'text/html' } });
      const policy = answer.headers.get('content-security-policy') ?? 'none';
      expect([page.path, policy]).toEqual([page.path, expect.stringContaining("script-src 'self'")]);
      expect(policy).not.toMatch(/unsafe/);
    }
  });

  it('is opened by a role of the city, whoever it is for', () => {
    expect(pages.length).toBeGreaterThan(10);
    const roles = pages.flatMap((page) => (page.roles === 'all' ? [] : page.roles));
    expect(roles.filter((role) => loginOf[role] === undefined)).toEqual([]);
  });

  it(
    'says that it loads and that it failed, is readable, labelled and no wider than its window, and runs nothing that was typed',
    async () => {
      const wrong: string[] = [];
      const shownPlanted = new Set<string>();
      // Whoever has most pages first, so that the windows end together.
      const logins = [...byLogin(pages)].sort(([, one], [, other]) => other.length - one.length);
      const walkWindow = async () => {
        for (let next = logins.shift(); next !== undefined; next = logins.shift()) {
          const [login, own] = next;
          const page = await rig().open({ login, path: '/account' });
          const gate = await gateOf(page);
          for (const declared of own) {
            const found = await lookAt(page, gate, declared, addressOf(declared, samples));
            wrong.push(...found.wrong.map((what) => `${login} ${declared.path}: ${what}`));
            if (found.showsPlanted) shownPlanted.add(declared.path);
          }
          wrong.push(...(await keptByBrowser(page)).map((what) => `${login}: keeps ${what}`));
          await page.context().close();
        }
      };
      await Promise.all(Array.from({ length: windowsAtOnce }, walkWindow));
      expect(wrong).toEqual([]);
      // What was planted did reach the pages, as text.
      expect([...shownPlanted]).toEqual(expect.arrayContaining(['/my', '/admin/users']));
    },
    walkMs,
  );

  it('would notice what was typed becoming markup, and even then nothing of it runs', async () => {
    const page = await rig().open({ login: 'doctor' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await becameMarkup(page)).toBe(false);
    await page.evaluate(`document.querySelector('h1').innerHTML = ${JSON.stringify(planted)}`);
    expect(await becameMarkup(page)).toBe(true);
    await expect.poll(() => rig().complaints().join()).toContain('Content Security Policy');
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await page.context().close();
    rig().complaints();
  });

  it('says what to do when the service cannot be reached, and goes on when asked again', async () => {
    const page = await rig().open({ login: 'system', path: '/account' });
    const gate = await gateOf(page);
    gate.set('cut');
    await page.goto('/admin/ledger');
    await page.getByRole('alert').getByText('连不上服务').waitFor();
    await page.getByText('请检查网络').waitFor();
    gate.set('open');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('region', { name: '条目' }).waitFor();
    await page.context().close();
  });

  it('is reached by keyboard alone, and shows where one is', async () => {
    const page = await rig().open({ login: 'security', path: '/admin/users' });
    await page.getByRole('region', { name: '在岗人员' }).getByRole('listitem').first().waitFor();
    const seen: string[] = [];
    for (let tab = 0; tab < tabs; tab += 1) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate(focused));
    }
    expect(seen.filter((each) => each.startsWith('unseen'))).toEqual([]);
    for (const name of ['跳到正文', '开户', '登录名', '查找', '角色', '医疗机构', '安全设置']) {
      expect(seen.join('\n')).toContain(name);
    }
    await page.context().close();
  });

  it('prints a doctor’s record without the furniture, with the name of whoever took it', async () => {
    const { doctorId, licenceNo } = rig().tour.doctor;
    const taken = /· 2\d{3}年.* 调取/;
    for (const [login, path] of [
      ['doctor', '/my'],
      ['affairs', `/review/doctors/${doctorId}`],
    ] as const) {
      const page = await rig().open({ login, path });
      await page.getByText(licenceNo).waitFor();
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      expect(await onPaper(page)).toEqual({ furniture: [], isWider: false, pages: expect.toBeOneOf([1, 2, 3]) });
      expect(await page.getByText(licenceNo).isVisible()).toBe(true);
      expect(await page.locator('.paper-only').innerText()).toMatch(taken);
      await page.context().close();
    }
  });

  it('prints a monthly notice as nothing but the notice', async () => {
    const page = await rig().open({ login: 'officer', path: '/commission/notice' });
    await page.locator('.paper table').first().waitFor();
    expect(await onPaper(page)).toEqual({ furniture: [], isWider: false, pages: expect.any(Number) });
    const text = (await page.evaluate("document.querySelector('main').innerText")) as string;
    expect(text).toMatch(/通报/);
    expect(text).not.toContain('下载');
    await page.context().close();
  });
}

/** What a page is on A4: which of its furniture would be seen, whether it is cut off, and on how many sheets it comes. */
async function onPaper(page: Page) {
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: 'print' });
  const furniture = page.locator('nav, .top, button, input, select, .ant-btn, .ant-select').filter({ visible: true });
  const sheets = await page.pdf({ format: 'A4', printBackground: true });
  if (process.env.CONSOLE_PICTURES !== undefined) {
    const name = new URL(page.url()).pathname.split('/').slice(1, 3).join('_');
    writeFileSync(join(process.env.CONSOLE_PICTURES, `print_${name}.pdf`), sheets);
  }
  return {
    furniture: await furniture.allInnerTexts(),
    isWider: (await page.evaluate(`document.documentElement.scrollWidth > ${paper.width}`)) as boolean,
    pages: sheets.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0,
  };
}

/** A4 at 96 dots per inch. */
const paper = { width: 794, height: 1123 };
const walkMs = 300_000;
/** A page keeps a core busy, and each window has a process of its own. */
const windowsAtOnce = 2;
const tabs = 24;
const planted = '<img src=x onerror="window.ran=1">';

/** Names that look like markup, where a name is shown to many: a doctor's, a ward's, and somebody's of the staff. */
async function plant(rig: ConsoleRig): Promise<void> {
  const send = async (login: string, method: string, path: string, body: object) => {
    const headers = { authorization: `Bearer ${await tokenOf(rig, login)}`, 'content-type': 'application/json' };
    const answer = await fetch(`${rig.baseUrl}${path}`, { method, headers, body: JSON.stringify(body) });
    expect([path, answer.status, await answer.clone().text()]).toEqual([
      path,
      expect.toBeOneOf([200, 201]),
      expect.anything(),
    ]);
    return (await answer.json()) as Record<string, string>;
  };
  const { doctorId } = rig.tour.doctor;
  const from = '2026-11-01';
  await send('affairs', 'PATCH', `/v1/doctors/${doctorId}`, { from, set: { name: planted, pinyin: 'mo' } });
  const { hospitalId } = rig.tour;
  const wards = await fetch(`${rig.baseUrl}/v1/hospitals/${hospitalId}/wards`, {
    headers: { authorization: `Bearer ${await tokenOf(rig, 'affairs')}` },
  });
  const { items } = (await wards.json()) as { items: readonly { wardId: string }[] };
  const wardId = items[0]?.wardId ?? '';
  await send('affairs', 'PATCH', `/v1/hospitals/${hospitalId}/wards/${wardId}`, { from, set: { name: planted } });
  const account = { personKind: 'human', name: planted, identityNo: null, login: 'planted', hospitalId: null };
  const { id } = await send('security', 'POST', '/v1/accounts', { ...account, password: 'a first password' });
  const opened = await fetch(`${rig.baseUrl}/v1/accounts/${id}`, {
    headers: { authorization: `Bearer ${await tokenOf(rig, 'security')}` },
  });
  const { personId } = (await opened.json()) as { personId: string };
  const grant = { role: 'commission-officer', scope: { kind: 'city' }, category: null, from, until: null };
  await send('security', 'POST', '/v1/access-grants', { ...grant, personId });
}

/** Each page once, by the first of its roles. */
function byLogin(pages: readonly DeclaredPage[]): ReadonlyMap<string, readonly DeclaredPage[]> {
  const logins = new Map<string, DeclaredPage[]>();
  for (const page of pages) {
    const role = page.roles === 'all' ? 'doctor' : (page.roles[0] ?? '');
    const login = loginOf[role] ?? '';
    logins.set(login, [...(logins.get(login) ?? []), page]);
  }
  return logins;
}

/** What only programs call things, folded away or not. */
const identifier = /\b[a-z]{3}_[0-9a-z]{16,}/g;

type GateState = 'open' | 'held' | 'failing' | 'cut';

interface Gate {
  /** `held`: answers wait until the next state; `failing`: they are refusals; `cut`: none come. */
  set(state: GateState): void;
  /** How many requests were held since it was last asked. */
  held(): number;
}

/** Stands before the API, but for who is here and for names that a page only adorns itself with. */
async function gateOf(page: Page): Promise<Gate> {
  let state: GateState = 'open';
  let held = 0;
  let waiting: (() => void)[] = [];
  const pass = async (route: Route) => {
    const { pathname } = new URL(route.request().url());
    if (/^\/v1\/(auth\/|me$|hospitals$|regions$)/.test(pathname)) return route.continue();
    if (state === 'held') {
      held += 1;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    switch (state) {
      case 'cut':
        return route.abort();
      case 'failing':
        return route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(refusal) });
      default:
        return route.continue();
    }
  };
  // A page that went away while its answer was held takes the answer with it.
  await page.route('**/v1/**', (route) => pass(route).catch(() => {}));
  return {
    set: (next) => {
      state = next;
      for (const go of waiting) go();
      waiting = [];
    },
    held: () => {
      const count = held;
      held = 0;
      return count;
    },
  };
}

const refusal = {
  type: 'about:blank',
  title: '服务出错',
  status: 500,
  code: 'internal',
  detail: '请稍后重试。',
  parameters: {},
};

async function lookAt(page: Page, gate: Gate, declared: DeclaredPage, address: string) {
  const wrong: string[] = [];
  const says = async (what: string, holds: Promise<boolean> | boolean) => {
    if (!(await holds)) wrong.push(what);
  };
  gate.held();
  gate.set('held');
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).or(page.locator('.loading')).first().waitFor();
  await settled(page);
  if (gate.held() > 0) {
    await says('does not say that it loads', (await page.locator('.loading').count()) > 0);
    gate.set('failing');
    const alert = page.getByRole('alert').getByText(refusal.detail).first();
    await says('does not say that it failed', seen(alert.waitFor()));
    await says('breaks when an answer is a refusal', (await page.getByText('页面出错了').count()) === 0);
  }
  gate.set('open');
  await page.goto(address);
  await says('has no heading', seen(page.getByRole('heading', { level: 1 }).first().waitFor()));
  await says('does not come to an end', seen(page.locator('.loading').first().waitFor({ state: 'detached' })));
  await settled(page);
  const alerts = await page.locator('.problem.ant-alert-error').allInnerTexts();
  // The small city has too few months before its scheme: to refuse is what an effect has to do there.
  const failures =
    declared.path === '/commission/effect' ? alerts.filter((text) => !text.includes('每段至少要')) : alerts;
  await says(`shows ${failures.join()}`, failures.length === 0);
  wrong.push(...(await seriousFindings(page)));
  for (const [name, size] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(size);
    await picture(page, `${declared.path} ${name}`);
    await says(`is wider than ${size.width}`, page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  }
  await says('made what was typed into markup', (await becameMarkup(page)) === false);
  await says('ran what was typed', (await page.evaluate('window.ran')) === undefined);
  const newer = (await page.evaluate(newerRules(newerCss))) as string[];
  await says(`needs a newer browser for ${newer.join(' | ')}`, newer.length === 0);
  const text = (await page.evaluate("document.querySelector('main').innerText")) as string;
  const showsPlanted = text.includes(planted);
  const whole = (await page.evaluate("document.querySelector('main').textContent")) as string;
  // Administrators are shown no names of what they look after: there an identifier is all there is.
  const ids = declared.path.startsWith('/admin/') ? [] : (whole.match(identifier) ?? []);
  await says(`tells people ${[...new Set(ids)].join()}`, ids.length === 0);
  await says('names people without saying who took it', !showsPlanted || (await page.locator('.mark').count()) > 0);
  await page.getByRole('button', { name: 'English' }).click();
  await settled(page);
  const title = await page.getByRole('heading', { level: 1 }).first().innerText();
  await picture(page, `${declared.path} english`);
  // A page about one thing may be called by the name that somebody gave it.
  if (!declared.path.includes(':')) await says(`is called ${title} in English`, !/\p{Script=Han}/u.test(title));
  await page.getByRole('button', { name: '中文' }).click();
  return { wrong, showsPlanted };
}

/** Pages are to be looked at: with CONSOLE_PICTURES=folder each leaves its pictures there. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CONSOLE_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name.replace(/[^\w-]+/g, '_')}.png`) });
}

/** Two frames without a task between them: what follows from the last answer is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(0))))');
}

async function seen(waiting: Promise<void>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => false,
  );
}

async function becameMarkup(page: Page): Promise<boolean> {
  return (await page.locator('img[src="x"]').count()) > 0;
}

/** What stays in the browser that is neither the language nor the hint that a session goes on. */
async function keptByBrowser(page: Page): Promise<readonly string[]> {
  const kept = (await page.evaluate(
    '[...Object.entries({ ...localStorage }), ...Object.entries({ ...sessionStorage })]',
  )) as [string, string][];
  const allowed: Readonly<Record<string, RegExp>> = {
    'rx12.language': /^(zh|en)$/,
    'rx12.session': /^1$/,
    test: /^begun$/,
  };
  return kept.filter(([name, value]) => !allowed[name]?.test(value)).map(([name]) => name);
}

/** The rules of all style sheets that an older browser would drop; source, because it runs in the page. */
function newerRules(newer: RegExp): string {
  return `[...document.styleSheets].flatMap((sheet) => {
    const rules = (list) => [...list].flatMap((rule) => [rule, ...(rule instanceof CSSStyleRule ? [] : rules(rule.cssRules ?? []))]);
    return rules(sheet.cssRules)
      .filter((rule) => rule instanceof CSSStyleRule && (rule.cssRules.length > 0 || ${newer}.test(rule.style.cssText)))
      .map((rule) => rule.cssText.slice(0, 120));
  })`;
}

/** The name of what has the focus, and whether it shows it; source, because it runs in the page. */
const focused = `(() => {
  const it = document.activeElement;
  const style = (element) => getComputedStyle(element);
  const marked = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = style(element);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  };
  const around = [it, it.parentElement, it.parentElement?.parentElement, it.closest('.ant-select')].filter((each) => each !== null && each !== undefined);
  const name = it.getAttribute('aria-label') ?? it.innerText ?? '';
  return (around.some(marked) ? 'seen ' : 'unseen ') + it.tagName + ' ' + name;
})()`;
