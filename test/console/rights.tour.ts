import type { Locator } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { type ConsoleRig, keptWindow, seriousFindings, tokenOf } from '../rig/console.ts';
import { answer } from './register.tour.ts';

/** Steps that are signed about one doctor: a right granted, held, released and ended, a post ended, points not given back. */
export function rightsTour(rig: () => ConsoleRig): void {
  const affairs = keptWindow(rig, { login: 'affairs' });
  afterAll(affairs.close);

  it('grants a right and ends the grant, each signed and shown where it was done', async () => {
    const doctorId = await newDoctor(rig(), '990000000099301', 'T9301');
    const page = await affairs.at(`/review/doctors/${doctorId}/sanctions`);
    const measures = page.getByRole('region', { name: '已采取的措施' });
    const dialog = page.getByRole('dialog');
    await measures.getByRole('button', { name: '授予处方权' }).click();
    await chooseFirst(dialog.getByLabel('种类'));
    await dialog.getByLabel('文号').fill('演医〔2026〕93号');
    await dialog.getByRole('button', { name: '授予处方权' }).click();
    await answer(page, '授予“处方权”？', '授予处方权');
    const grant = measures.getByRole('listitem').filter({ hasText: '演医〔2026〕93号' });
    await grant.getByText('2026年11月20日 起').waitFor();
    await grant.getByRole('button', { name: '终止授予' }).click();
    await dialog.getByLabel('自此日起不再（不含）').fill('2026-12-01');
    await dialog.getByLabel('理由').fill('调离');
    await dialog.getByRole('button', { name: '终止授予' }).click();
    await answer(page, '终止授予“处方权”？', '终止授予');
    await grant.getByText('2026年11月20日 至 2026年12月1日（不含）').waitFor();
    expect(await entriesAbout(rig(), doctorId)).toEqual([...registered, 'right.granted', 'right.ended']);
  });

  it('holds rights at once and lifts the hold, and says beside what that makes of them', async () => {
    const doctorId = await newDoctor(rig(), '990000000099304', 'T9304');
    await grantGeneral(rig(), doctorId);
    const page = await affairs.at(`/review/doctors/${doctorId}/sanctions`);
    const measures = page.getByRole('region', { name: '已采取的措施' });
    const dialog = page.getByRole('dialog');
    await measures.getByRole('button', { name: '安全暂停' }).click();
    await chooseFirst(dialog.getByLabel('依据的办法'));
    await chooseFirst(dialog.getByLabel('处方权', { exact: true }));
    await dialog.getByLabel('至（不含）').fill('2026-11-27');
    await dialog.getByLabel('理由').fill('疑似代签，核查中');
    await dialog.getByRole('button', { name: '安全暂停' }).click();
    await answer(page, '立即暂停到 2026年11月27日（不含）？', '安全暂停');
    const hold = measures.getByRole('listitem').filter({ hasText: '疑似代签' });
    await hold.getByText('2026年11月20日 至 2026年11月27日（不含）').waitFor();
    const rights = page.getByRole('region', { name: '处方权', exact: true });
    await rights.getByText('暂停 至 2026年11月27日').waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await hold.getByRole('button', { name: '解除' }).click();
    await dialog.getByText('没有其他有效的措施').waitFor();
    await dialog.getByLabel('理由').fill('查明系本人签名');
    await dialog.getByRole('button', { name: '解除' }).click();
    await answer(page, '自 2026年11月20日 起解除这项措施？', '解除');
    await hold.getByText('2026年11月20日 起解除').waitFor();
    await rights.getByText('正常', { exact: true }).waitFor();
    expect(await entriesAbout(rig(), doctorId)).toEqual([
      ...registered,
      'right.granted',
      'right.measured',
      'right.lifted',
    ]);
  });

  it('ends a post after a question, and shows until when it is held', async () => {
    const doctorId = await newDoctor(rig(), '990000000099302', 'T9302');
    const page = await affairs.at(`/review/doctors/${doctorId}`);
    const post = page.getByRole('listitem').filter({ hasText: '工号 T9302' });
    await post.getByRole('button', { name: '终止任职' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('自此日起不再（不含）').fill('2026-12-01');
    await dialog.getByLabel('理由').fill('合同到期');
    await dialog.getByRole('button', { name: '终止任职' }).click();
    await answer(page, '终止在 消化内科 的任职？', '终止任职');
    await post.getByText('2026年11月1日 至 2026年12月1日（不含）').waitFor();
    expect(await post.getByRole('button').count()).toBe(0);
    expect(await entriesAbout(rig(), doctorId)).toEqual([...registered, 'doctor.post-ended']);
  });

  it('gives no points back for an activity that a second person does not accept, and says so in the list', async () => {
    const doctorId = await newDoctor(rig(), '990000000099303', 'T9303');
    const { hospitalId } = rig().tour;
    // Whom no right was ever granted, no scheme binds.
    await grantGeneral(rig(), doctorId);
    const activity = { hospitalId, scheme: 'ganzhou-default', activity: '院外讲课', doneOn: '2026-11-10' };
    await post(rig(), 'auditor', `/v1/doctors/${doctorId}/credits`, activity);
    const page = await rig().open({ login: 'reviewer', path: '/review/credits' });
    const row = page.getByRole('row', { name: /院外讲课/ });
    await row.getByRole('button', { name: '不认可' }).click();
    await page.getByRole('dialog').getByLabel('理由').fill('不属于认可的活动');
    await page.getByRole('dialog').getByRole('button', { name: '不认可' }).click();
    await answer(page, '不认可这项活动？', '不认可');
    await row.waitFor({ state: 'detached' });
    await page.goto('/review/credits?state=declined');
    await row.getByText('不认可').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect(await entriesAbout(rig(), doctorId)).toEqual([
      ...registered,
      'right.granted',
      'credit.recorded',
      'credit.declined',
    ]);
    await page.context().close();
  });
}

const registered = ['doctor.registered', 'doctor.post-started'];

/** Takes the first choice by the keyboard, once there is one. Not left by Tab, which would take it back where there may be several. */
async function chooseFirst(field: Locator): Promise<void> {
  const page = field.page();
  await field.press('Enter');
  const list = page.locator(`[id="${await field.getAttribute('aria-controls')}"]`);
  await page.locator('.ant-select-dropdown').filter({ has: list }).locator('.ant-select-item-option-active').waitFor();
  await field.press('Enter');
}

async function newDoctor(rig: ConsoleRig, licenceNo: string, staffNo: string): Promise<string> {
  const { hospitalId } = rig.tour;
  const facts = { licenceNo, title: '主治医师', antibacterialGrade: 'restricted', practiceScope: '内科专业' };
  const from = '2026-11-01';
  return post(rig, 'affairs', '/v1/doctors', {
    ...facts,
    ...{ name: '巡回医', pinyin: 'xun hui yi', licensedOn: '2020-07-01', from, idNumber: null },
    post: { hospitalId, staffNo, department: '消化内科', wardId: null, from },
  });
}

async function grantGeneral(rig: ConsoleRig, doctorId: string): Promise<void> {
  const { hospitalId } = rig.tour;
  const right = { hospitalId, rightKind: 'general', from: '2026-11-01', document: null };
  await post(rig, 'affairs', `/v1/doctors/${doctorId}/rights`, right);
}

/** @returns the id of what was written. */
async function post(rig: ConsoleRig, login: string, path: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${await tokenOf(rig, login)}`, 'content-type': 'application/json' };
  const answered = await fetch(`${rig.baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect([answered.status, await answered.clone().text()]).toEqual([201, expect.anything()]);
  return ((await answered.json()) as { id: string }).id;
}

async function entriesAbout(rig: ConsoleRig, id: string): Promise<readonly string[]> {
  const entries = await rig.service.ports.store.ledger.entriesOf([{ kind: 'doctor', id }]);
  return entries.map(({ event }) => event.kind);
}
