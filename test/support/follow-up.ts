import type { TestService } from './service.ts';

/** A signal of the hospital that an officer has taken up. */
export async function followUpOf(service: TestService, hospitalId: string): Promise<string> {
  const officer = await service.user([{ role: 'commission-officer', scope: { kind: 'city' } }]);
  const followUpId = service.ports.newId('fup');
  await service.ports.store.ledger.append([
    {
      event: {
        kind: 'follow-up.acknowledged',
        v: 1,
        followUpId,
        note: '',
        measure: 'drugCostPerDischarge',
        hospitalId,
        wardId: null,
        rule: 'shift',
        side: 'above',
        since: '2026-04',
        to: '2026-10',
        fromValue: 2611.4,
        toValue: 2874.12,
      },
      by: { personId: officer.personId, accountId: officer.accountId, role: 'commission-officer' },
      streams: [{ kind: 'follow-up', id: followUpId }],
    },
  ]);
  return followUpId;
}
