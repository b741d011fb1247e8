import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkComplete, openHead } from '../../src/core/ledger/head.ts';
import { parseVkey } from '../../src/core/ledger/note.ts';
import { type CheckedReceipt, checkReceipt, parseReceipt } from '../../src/core/ledger/receipt.ts';
import { sha256 } from '../../src/hashing.ts';
import { nodeCompression, nodeCrypto } from '../../src/log/node-crypto.ts';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
let deductionId: string;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  deductionId = await confirmed(city);
  service.clock.advanceMs(1_000);
});
afterAll(() => service.close());

interface Issued {
  readonly items: readonly { readonly seq: number; readonly kind: string; readonly file: string }[];
  readonly pending: readonly number[];
  readonly vkeys: readonly string[];
  readonly links?: { readonly next: string | null };
}

const get = (user: TestUser, path: string, status = 200) => service.http.get(path).set(user.bearer).expect(status);
const receiptsOf = async (user: TestUser, id = deductionId): Promise<Issued> =>
  (await get(user, `/v1/deductions/${id}/receipts`)).body;

function checked(file: string, vkeys: readonly string[]): CheckedReceipt {
  const keys = vkeys.map((vkey) => parseVkey(sha256, vkey));
  return checkReceipt(nodeCrypto, parseReceipt(nodeCompression, file), keys);
}

describe('receipts of a deduction', () => {
  it('cover the record and each later step, signed by the log', async () => {
    const { items, pending, vkeys } = await receiptsOf(city.doctor);
    expect(items.map(({ kind }) => kind)).toEqual([
      'deduction.recorded',
      'deduction.acknowledged',
      'deduction.confirmed',
    ]);
    expect(pending).toEqual([]);
    for (const { seq, kind, file } of items) {
      const { level, entry } = checked(file, vkeys);
      expect({ level, seq: entry.seq, kind: entry.event.kind }).toEqual({ level: 'signed', seq, kind });
      expect(entry.event).toMatchObject({ deductionId });
    }
  });

  it('are under 2 000 characters without remarks', async () => {
    const { items } = await receiptsOf(city.doctor);
    for (const { file } of items) expect(file.length).toBeLessThan(2_000);
  });

  it('are given to the doctor and the hospital, and to nobody else', async () => {
    const stranger = await service.user([{ role: 'doctor', scope: { kind: 'self', doctorId: 'doc_stranger' } }]);
    const administrator = await service.user([{ role: 'audit-administrator', scope: { kind: 'city' } }]);
    expect(await receiptsOf(city.auditor)).toEqual(await receiptsOf(city.doctor));
    const absent = await get(city.otherAuditor, `/v1/deductions/${deductionId}/receipts`, 404);
    expect(absent.body).toEqual((await get(city.auditor, '/v1/deductions/ded_0000000000000000/receipts', 404)).body);
    await get(stranger, `/v1/deductions/${deductionId}/receipts`, 404);
    await get(administrator, `/v1/deductions/${deductionId}/receipts`, 403);
  });

  it('wait for the next checkpoint, at most a second', async () => {
    service.clock.advanceMs(1_000);
    await receiptsOf(city.doctor);
    const fresh = await recorded(city);
    service.clock.advanceMs(999);
    const early = await receiptsOf(city.auditor, fresh);
    expect([early.items.length, early.pending.length]).toEqual([0, 1]);
    service.clock.advanceMs(1);
    const later = await receiptsOf(city.auditor, fresh);
    expect([later.items.length, later.pending.length]).toEqual([1, 0]);
  });
});

describe('a doctor', () => {
  it('proves with all own receipts and the signed head that none is missing, and sees which one is', async () => {
    const files: { file: string; vkeys: readonly string[] }[] = [];
    let next: string | null = '/v1/me/receipts?limit=3';
    while (next !== null) {
      const page: Issued = (await get(city.doctor, next)).body;
      files.push(...page.items.map(({ file }) => ({ file, vkeys: page.vkeys })));
      next = page.links?.next ?? null;
    }
    const { heads, vkeys } = (await get(city.doctor, '/v1/me/head')).body;
    expect(heads).toHaveLength(1);
    const head = openHead(
      nodeCrypto,
      heads[0].statement,
      vkeys.map((vkey: string) => parseVkey(sha256, vkey)),
    );
    expect(head).toMatchObject({
      n: heads[0].n,
      stream: { kind: 'doctor', id: city.doctorId },
      at: expect.stringContaining('2026-11-'),
    });
    const receipts = files.map(({ file, vkeys }) => checked(file, vkeys));
    expect(receipts.length).toBe(head.n);
    checkComplete(head, receipts);
    expect(() => checkComplete(head, receipts.toSpliced(2, 1))).toThrow('receipts.missing');
  });

  it('is the only one with an own head', async () => {
    await get(city.auditor, '/v1/me/head', 403);
    await get(city.auditor, '/v1/me/receipts', 403);
  });
});

describe('the page that checks receipts', () => {
  it('is served as it is, to anybody, and may not be framed', async () => {
    const answer = await service.http.get('/verify-receipt').expect(200);
    expect(answer.text).toBe(readFileSync(new URL('../../pages/verify-receipt.html', import.meta.url), 'utf8'));
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "frame-ancestors 'none'",
    });
  });
});
