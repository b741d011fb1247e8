import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { doctorWords } from '../messages.ts';
import { ReceiptRow } from './receipt-row.tsx';

/** Proofs of the record and of each later step about it. */
export function DeductionReceipts({ deductionId }: { readonly deductionId: string }) {
  const say = useWords(doctorWords);
  const params = { path: { deductionId } };
  const receipts = useQuery({
    queryKey: ['receipts', deductionId],
    queryFn: () => answered(api.GET('/v1/deductions/{deductionId}/receipts', { params })),
  });
  return (
    <section className="block no-print" aria-label={say('receiptsTitle')}>
      <h2>{say('receiptsTitle')}</h2>
      <Answered query={receipts}>
        {({ items, pending, vkeys }) => (
          <>
            <ul className="rows">
              {items.map((receipt) => (
                <ReceiptRow key={receipt.seq} receipt={receipt} vkeys={vkeys} />
              ))}
            </ul>
            {pending.length > 0 && <p className="soft">{say('pending')}</p>}
          </>
        )}
      </Answered>
    </section>
  );
}
