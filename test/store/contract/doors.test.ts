import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personDraft } from '../../support/ledger.ts';
import { type ContractStore, describeStores } from './stores.ts';

const at = '2026-11-20T01:00:00.000Z';
const later = '2026-11-20T02:00:00.000Z';
const credential = (accountId: string, passwordHash: string) => ({
  accountId,
  passwordHash,
  mustChange: false,
  changedAt: at,
});

describeStores('the doors', (open) => {
  let test: ContractStore;
  beforeEach(async () => {
    test = await open();
  });
  afterEach(() => test.remove());

  const start = (
    sessionId: string,
    changed: { startedAt?: string; expiresAt?: string; refreshHash?: string | null } = {},
  ) =>
    test.store.doors.startSession(
      {
        sessionId,
        accountId: 'acc_1',
        refreshHash: sessionId,
        startedAt: at,
        expiresAt: '2026-12-01T00:00:00.000Z',
        endedAt: null,
        seenAt: at,
        check: { at, by: 'password' },
        ...changed,
      },
      2,
    );
  const used = (sessionId: string) => test.store.doors.useSession(sessionId, Date.parse(later), 1e9);

  describe('sessions', () => {
    it('beyond the limit end, the oldest first; those that cannot be refreshed are not counted', async () => {
      await start('machine', { refreshHash: null });
      await start('first', { startedAt: '2026-11-20T00:58:00.000Z' });
      await start('second', { startedAt: '2026-11-20T00:59:00.000Z' });
      await start('third');
      expect(await Promise.all(['machine', 'first', 'second', 'third'].map(used))).toEqual([true, false, true, true]);
      const open = await test.store.doors.sessionsOf('acc_1', at);
      expect(open.map(({ sessionId }) => sessionId).sort()).toEqual(['machine', 'second', 'third']);
    });

    it('rotate their secret once, remember the one before, and forget both when they are forgotten', async () => {
      const { doors } = test.store;
      await start('ses');
      expect(await doors.rotateSession('ses', 'ses', 'new', later)).toBe(true);
      expect(await doors.rotateSession('ses', 'ses', 'newer', later)).toBe(false);
      expect(await doors.rotatedSince('ses', 'ses', at)).toBe(true);
      expect(await doors.rotatedSince('ses', 'ses', later)).toBe(false);
      await start('next', { startedAt: '2026-12-01T00:00:00.000Z', expiresAt: '2026-12-02T00:00:00.000Z' });
      expect(await doors.sessionById('ses')).toBeUndefined();
      expect(await doors.rotatedSince('ses', 'ses', at)).toBe(false);
    });

    it('end with the account’s, except one, and with a new password all', async () => {
      await start('one');
      await start('other');
      await test.store.doors.endSessionsOf('acc_1', later, 'one');
      expect(await Promise.all(['one', 'other'].map(used))).toEqual([true, false]);
      await test.store.doors.setCredential(credential('acc_1', 'h1'));
      expect(await used('one')).toBe(false);
    });

    it('remember a newer check', async () => {
      await start('ses');
      await test.store.doors.checkSession('ses', { at: later, by: 'factor' });
      expect((await test.store.doors.sessionById('ses'))?.check).toEqual({ at: later, by: 'factor' });
    });
  });

  it('keep former passwords, the newest first', async () => {
    for (const hash of ['h1', 'h2', 'h3']) await test.store.doors.setCredential(credential('acc_1', hash));
    expect(await test.store.doors.newestPasswords('acc_1', 2)).toEqual(['h3', 'h2']);
    expect(await test.store.doors.credentialOf('acc_1')).toEqual(credential('acc_1', 'h3'));
    expect(await test.store.doors.credentialOf('acc_2')).toBeUndefined();
  });

  it('forget replies that are older than asked, no more at once than asked', async () => {
    for (const key of ['a', 'b', 'c']) {
      const { entries } = await test.store.ledger.append([personDraft(`per_${key}`)], {
        key,
        bodyHash: 'x',
        status: 201,
        id: key,
      });
      expect(await test.store.doors.replyOf(key)).toEqual({
        bodyHash: 'x',
        status: 201,
        id: key,
        positions: [entries[0]?.entry.seq],
      });
    }
    expect(await test.store.doors.forgetReplies('2000-01-01T00:00:00.000Z', 9)).toBe(0);
    expect(await test.store.doors.forgetReplies('2999-01-01T00:00:00.000Z', 2)).toBe(2);
    expect(await test.store.doors.forgetReplies('2999-01-01T00:00:00.000Z', 2)).toBe(1);
  });

  it('take a second factor’s steps in order and its recovery codes once, and lose both with the entry that says so', async () => {
    const { factors, ledger } = test.store;
    await factors.startFactor('acc_1', 'box', at);
    const first = { step: 5, codeHashes: ['c1', 'c2'] };
    expect(await factors.activateFactor('acc_1', 'other box', first)).toBe(false);
    expect(await factors.useStep('acc_1', 6)).toBe(false);
    expect(await factors.activateFactor('acc_1', 'box', first)).toBe(true);
    expect([await factors.useStep('acc_1', 5), await factors.useStep('acc_1', 6)]).toEqual([false, true]);
    expect([await factors.useRecoveryCode('acc_1', 'c1'), await factors.useRecoveryCode('acc_1', 'c1')]).toEqual([
      true,
      false,
    ]);
    expect(await factors.factorOf('acc_1')).toEqual({ secretBox: 'box', pending: null, recoveryCodesLeft: 1 });
    await ledger.append([personDraft('per_1')], undefined, { accountId: 'acc_1', factorResetAt: later });
    expect(await factors.factorOf('acc_1')).toBeUndefined();
  });

  it('note how far a webhook was told', async () => {
    const progress = {
      secret: 's',
      since: '0',
      page: null,
      deliveredAt: null,
      failures: 0,
      lastError: null,
      nextTryAt: null,
    };
    await test.store.webhooks.saveProgress('wh_1', progress);
    await test.store.webhooks.saveProgress('wh_1', { ...progress, failures: 2 });
    expect(await test.store.webhooks.progressOf('wh_1')).toEqual({ ...progress, failures: 2 });
  });

  it('give the same task to one who asks', async () => {
    const held = await test.store.coordination.takeTask('sending');
    expect(held).toBeDefined();
    await held?.release();
  });

  it('count attempts, all or none, and start anew when the window is over', async () => {
    const { attempts } = test.store;
    const take = (nowMs: number, ...keys: string[]) =>
      attempts.take(
        keys.map((key) => ({ key, limit: 2 })),
        nowMs,
        1_000,
      );
    expect(await take(0, 'a')).toBeUndefined();
    expect(await take(10, 'a', 'b')).toBeUndefined();
    expect(await take(20, 'b', 'a')).toBe(1_000);
    // The refusal took nothing of b.
    expect(await take(30, 'b')).toBeUndefined();
    expect(await take(40, 'b')).toBe(1_010);
    await attempts.giveBack(['a', 'b']);
    expect(await take(999, 'a')).toBeUndefined();
    expect(await take(999, 'a')).toBe(1_000);
    expect(await take(1_000, 'a')).toBeUndefined();
    expect(await attempts.remembers('a')).toBe(false);
    await attempts.remember('a');
    await attempts.remember('a');
    expect(await attempts.remembers('a')).toBe(true);
  });
});
