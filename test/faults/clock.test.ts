import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmClock, mayBeAheadMs } from '../../src/log/clock-guard.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { verifySqlite } from '../../src/store/verify-sqlite.ts';
import { settableClock } from '../support/clock.ts';
import { type DeductionCity, deductionCity, found } from '../support/deductions.ts';
import { startService, type TestService } from '../support/service.ts';

/** One service for all, in this order: each leaves the clock where it was, the last one cannot. */
const clock = settableClock();
let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  // A password would be too old after the jump.
  service = await startService({ clock, settings: { RX12_PASSWORD_MAX_AGE_DAYS: '0' } });
  city = await deductionCity(service);
}, 240_000);
afterAll(() => service.close());

const dayMs = 86_400_000;
const findings = () => {
  const connection = openSqlite(join(service.folder, 'data', 'rx12.db'), 'read-only');
  try {
    return verifySqlite(connection).findings;
  } finally {
    connection.close();
  }
};
/** Logs in as it is by the service's clock now: tokens of another time have run out. */
const bearer = async () => {
  const { login, password } = city.auditor;
  const answer = await service.http.post('/v1/auth/login').send({ login, password });
  return { authorization: `Bearer ${answer.body.accessToken}` };
};
const record = async () => {
  const { persons, hospitalId, occurredOn, setting, actRef, items } = found(city);
  const [item] = items;
  const body = {
    persons: persons.map(({ doctor }) => ({ doctor })),
    hospitalId,
    occurredOn,
    setting,
    actRef,
    items: [{ scheme: item?.scheme, code: item?.code }],
  };
  return service.http
    .post('/v1/deductions')
    .set(await bearer())
    .send(body);
};
const list = async () => (await service.http.get('/v1/deductions').set(await bearer())).status;
const times = (answers: readonly { body: { recordedAt: string } }[]) => answers.map(({ body }) => body.recordedAt);

describe('a clock that is set back', () => {
  it('stops writes with the reason, not reads, until it has caught up, also over a restart', async () => {
    expect((await record()).status).toBe(201);
    service.clock.advanceMs(-3_600_000);
    const refused = await record();
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ code: 'ledger.clock-behind', parameters: { behindMs: 3_600_000 } });
    expect(await list()).toBe(200);
    await service.reopen();
    expect((await record()).body.code).toBe('ledger.clock-behind');
    service.clock.advanceMs(3_600_000);
    expect((await record()).status).toBe(201);
    expect(findings()).toEqual([]);
  });

  it('by no more than is tolerated dates nothing earlier than what stands before it', async () => {
    const before = await record();
    service.clock.advanceMs(-5_000);
    expect(times([await record()])).toEqual(times([before]));
    service.clock.advanceMs(5_000);
    expect(findings()).toEqual([]);
  });
});

describe('a clock that stands still', () => {
  it('gives entries one time and an order all the same, and publishes them', async () => {
    const size = await service.ports.store.ledger.size();
    const answers = [await record(), await record(), await record()];
    expect(new Set(times(answers)).size).toBe(1);
    expect(answers.map(({ body }) => body.entries[0].position)).toEqual([size, size + 1, size + 2]);
    expect((await service.publisher.publish())?.size).toBe(size + 3);
    expect(findings()).toEqual([]);
  });
});

describe('a clock that jumps ahead', () => {
  const refusedAhead = async (aheadHours: number) => {
    const refused = await record();
    expect([refused.status, refused.body.code, refused.body.parameters]).toEqual([
      503,
      'ledger.clock-ahead',
      { aheadHours },
    ]);
    expect(await list()).toBe(200);
  };

  it('by 400 days stops writes, and nothing is dated ahead; set right, it is believed again', async () => {
    const size = await service.ports.store.ledger.size();
    clock.jumpMs(400 * dayMs);
    await refusedAhead(9_600);
    expect(await service.ports.store.ledger.size()).toBe(size);
    clock.jumpMs(-400 * dayMs);
    expect((await record()).status).toBe(201);
  });

  it('is believed up to 36 hours, and no longer', async () => {
    clock.jumpMs(mayBeAheadMs);
    expect((await record()).status).toBe(201);
    clock.jumpMs(1);
    await refusedAhead(36);
    clock.jumpMs(-1);
    service.timeGuard.keep();
    clock.jumpMs(1);
    expect((await record()).status).toBe(201);
  });

  it('is not one that simply went on, without an entry for months', async () => {
    clock.advanceDays(90);
    expect((await record()).status).toBe(201);
  });

  it('while the service was down is one as well, past 36 hours; a file that cannot be read is no reason to believe it', async () => {
    await service.reopen(() => clock.advanceMs(mayBeAheadMs));
    expect((await record()).status).toBe(201);
    await service.reopen(() => {
      writeFileSync(join(service.folder, 'data', 'clock.json'), '{');
      clock.advanceMs(mayBeAheadMs + 1);
    });
    await refusedAhead(36);
    expect(service.logged()).toContain('writes wait for an operator');
  });

  it('waits for an operator, whose word the running service sees, and who answers for what is dated from then on', async () => {
    await refusedAhead(36);
    confirmClock(join(service.folder, 'data'), clock);
    expect((await record()).status).toBe(201);
    clock.jumpMs(400 * dayMs);
    await refusedAhead(9_600);
    confirmClock(join(service.folder, 'data'), clock);
    expect((await record()).status).toBe(201);
    clock.jumpMs(-400 * dayMs);
    expect((await record()).body.code).toBe('ledger.clock-behind');
    expect(await list()).toBe(200);
    expect(findings()).toEqual([]);
  });
});
