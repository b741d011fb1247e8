import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
let panel: readonly TestUser[];
let affairs: TestUser;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  const { hospitalId } = city.first;
  const scope = { kind: 'hospital' as const, hospitalId };
  const panellist = () => service.user([{ role: 'appeal-panellist', scope }]);
  panel = [await panellist(), await panellist(), await panellist()];
  affairs = await service.user([{ role: 'medical-affairs', scope }]);
});
afterAll(() => service.close());

const print = (user: TestUser, deductionId: string, paper: string) =>
  service.http.get(`/v1/deductions/${deductionId}/papers/${paper}`).set(user.bearer);
const post = (user: TestUser, path: string, body: object) => service.http.post(path).set(user.bearer).send(body);
const delivery = { how: 'signed-paper', receivedOn: '2026-11-20', document: { ref: '回证 1' } };
const numberIn = (page: string) => /<p class="number">([^<]*)<\/p>/.exec(page)?.[1];
const minutes = { ref: '纪要', sha256: 'a'.repeat(64), heldOn: '2026-11-20' };

describe('a notice of a recorded finding', () => {
  it('is there from the record on: items, basis, that it is a proposal, and until when the doctor may state', async () => {
    const id = await recorded(city, { remarks: '无指征' });
    const { text } = await print(city.auditor, id, 'notice').expect(200);
    for (const words of ['记分告知书', '2-1', '建议稿，非官方规定', '无指征', '2026-11-27（含当日）', '（盖章处）']) {
      expect(text).toContain(words);
    }
    const seen = await service.http.get(`/v1/deductions/${id}`).set(city.auditor.bearer);
    expect(seen.body.status.statement.due).toBe('2026-11-27');
    expect(numberIn(text)).toMatch(/^告〔2026〕[0-9A-Z]{6}-\d+号$/);
  });

  it('shows hostile text as text, in a page that may run and fetch nothing', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u202e</bdi>';
    const id = await recorded(city, { remarks: hostile, actRef: '"><script>' });
    const { text, headers } = await print(city.auditor, id, 'notice').expect(200);
    expect(text).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#60;img src=x');
    expect(text).not.toMatch(/<script|<img|<link|<iframe|javascript:|https?:|url\(|@import/i);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-disposition']).toBe('inline');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*sandbox$/);
  });

  it('is in English for whoever asks for it, under the same number', async () => {
    const id = await recorded(city);
    const chinese = await print(city.doctor, id, 'notice').expect(200);
    const english = await print(city.doctor, id, 'notice').set('accept-language', 'en').expect(200);
    expect(english.text).toContain('Notice of a recorded finding');
    expect(numberIn(english.text)).toBe(numberIn(chinese.text));
  });

  it('is of nobody’s business elsewhere, as the deduction itself', async () => {
    const id = await recorded(city);
    await print(city.otherAuditor, id, 'notice').expect(404);
    await print(city.auditor, 'ded_0000000000000000', 'notice').expect(404);
    await print(panel[0] ?? affairs, id, 'notice').expect(403);
    await print(city.auditor, id, 'verdict').expect(404);
  });
});

describe('a decision, its delivery and a ruling', () => {
  it('are there as soon as each has been signed, and not before', async () => {
    const id = await recorded(city);
    const early = await print(city.auditor, id, 'decision').expect(409);
    expect(early.body).toMatchObject({ code: 'paper.not-yet', parameters: { paper: 'decision', state: 'recorded' } });
    await print(city.auditor, id, 'delivery').expect(409);
    await print(city.auditor, id, 'ruling').expect(409);

    const found = await confirmed(city);
    const decision = await print(city.auditor, found, 'decision').expect(200);
    for (const words of ['记分认定书', '10 个工作日', '医院复核组', '确认知悉']) expect(decision.text).toContain(words);
    await print(city.auditor, found, 'ruling').expect(409);
  });

  it('a proof of delivery keeps its number when it comes back signed', async () => {
    const id = await confirmed(city);
    const decision = await print(city.auditor, id, 'decision').expect(200);
    const blank = await print(city.auditor, id, 'delivery').expect(200);
    expect(blank.text).toContain(`记分认定书 ${numberIn(decision.text)}`);
    expect(blank.text).toContain('□ 拒收，有见证人');
    expect(blank.text).toContain('见证人签名：<span class="blank"></span>');
    await post(city.reviewer, `/v1/deductions/${id}/delivery`, delivery).expect(201);
    const signed = await print(city.auditor, id, 'delivery').expect(200);
    expect(signed.text).not.toContain('□');
    expect(signed.text).toContain('2026年11月20日');
    expect(numberIn(signed.text)).toBe(numberIn(blank.text));
  });

  it('a ruling has both decisions side by side, with what each item weighs by either', async () => {
    const id = await confirmed(city);
    await post(city.reviewer, `/v1/deductions/${id}/delivery`, delivery).expect(201);
    await post(city.doctor, `/v1/deductions/${id}/appeal`, { grounds: '<b>有指征</b>' }).expect(201);
    await print(city.auditor, id, 'ruling').expect(409);
    const [chair, ...others] = panel;
    const ruling = {
      outcome: 'reduced',
      items: [{ scheme: 'ganzhou-default', points: 1 }],
      reason: '情节较轻',
      memberIds: others.map(({ personId }) => personId),
      minutes,
    };
    await post(chair ?? affairs, `/v1/deductions/${id}/ruling`, ruling).expect(201);
    const decision = await print(city.auditor, id, 'decision').expect(200);
    const { text } = await print(city.auditor, id, 'ruling').expect(200);
    expect(text).toContain(numberIn(decision.text));
    expect(text).toContain('<td>2</td><td>1</td>');
    expect(text).toContain('<td>予以认定</td><td>减轻</td>');
    expect(text).toContain('&#60;b&#62;有指征&#60;/b&#62;');
    expect(text.match(/成员签名/g)).toHaveLength(3);
    const served = await print(city.auditor, id, 'delivery').expect(200);
    expect(served.text).toContain(`复核决定书 ${numberIn(text)}`);
  });

  it('numbers differ between papers, and between two findings', async () => {
    const ids = [await confirmed(city), await confirmed(city)];
    const numbers = [];
    for (const id of ids) {
      for (const paper of ['notice', 'decision', 'delivery']) {
        numbers.push(numberIn((await print(city.auditor, id, paper).expect(200)).text));
      }
    }
    expect(new Set(numbers).size).toBe(6);
  });
});

describe('a record of an interview', () => {
  it('is blank until the talk was held, then says when; and is printed for no other hospital', async () => {
    const code = 'E02';
    await confirmed(city, { items: [{ scheme: 'ganzhou-default', code, points: null, pointsReason: null }] });
    const doctorAt = `/v1/doctors/${city.doctorId}/sanctions`;
    const { hospitalId } = city.first;
    const due = await service.http.get(doctorAt).set(affairs.bearer).expect(200);
    const talk = due.body.items.find((each: { due: string }) => each.due === 'reminder' || each.due === 'interview');
    const at = (user: TestUser, hospital = hospitalId, sanctionDueId: string = talk.id) =>
      service.http.get(`${doctorAt}/papers/interview`).query({ sanctionDueId, hospital }).set(user.bearer);
    const blank = await at(affairs).expect(200);
    expect(numberIn(blank.text)).toBe('（编号于登记后生成）');
    expect(blank.text).toContain('约谈内容：<span class="blank"></span>');
    await at(affairs, city.second.hospitalId).expect(404);
    await at(affairs, hospitalId, 'ganzhou-default:nothing:2026').expect(404);
    await at(city.otherAuditor).expect(404);

    const held = { sanctionDueId: talk.id, hospitalId, heldOn: '2026-11-20', minutes: { ref: '谈<i>1' } };
    await post(affairs, `${doctorAt}/talk`, held).expect(201);
    const { text } = await at(affairs).expect(200);
    expect(numberIn(text)).toMatch(/^谈〔2026〕[0-9A-Z]{6}-\d+号$/);
    expect(text).toContain('2026年11月20日');
    expect(text).toContain('谈&#60;i&#62;1');
  });
});
