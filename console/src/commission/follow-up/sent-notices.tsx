import { answered, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { MoreButton } from '../../parts/more-button.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Answered } from '../../parts/states.tsx';
import { useMonthForm } from '../measure-form.ts';
import { useHospitals, useRegions } from '../queries.ts';
import { noticeWords } from './notice-messages.ts';

/** What went out before: of which month and place, under which number, when, and to whom. */
export function SentNotices() {
  const say = useWords(noticeWords);
  const form = useForm();
  const monthOf = useMonthForm();
  const regions = useRegions().data?.items ?? [];
  const hospitals = useHospitals().data?.items ?? [];
  const list = usePages(['cost', 'notices'], (page) =>
    answered(api.GET('/v1/cost/notices', { params: { query: page } })),
  );
  const placeOf = (regionId: string | null) =>
    regionId === null ? say('city') : (regions.find((region) => region.regionId === regionId)?.name ?? regionId);
  const nameOf = (id: string) => hospitals.find(({ hospitalId }) => hospitalId === id)?.name ?? id;
  return (
    <section className="block wide no-print" aria-label={say('sentBefore')}>
      <h2>{say('sentBefore')}</h2>
      <Answered query={list.query} empty={{ when: (items) => items.length === 0, says: say('noneSent') }}>
        {(items) => (
          <>
            <Sheet
              rows={items}
              rowKey={({ noticeId }) => noticeId}
              columns={[
                { title: say('month'), cell: ({ month }) => monthOf(month) },
                { title: say('place'), cell: ({ regionId }) => placeOf(regionId) },
                { title: say('number'), cell: ({ document }) => document },
                { title: say('sentOn'), cell: ({ sentOn }) => form.date(sentOn) },
                {
                  title: say('receivers'),
                  cell: ({ to }) => (
                    <details>
                      <summary>{say('receiverCount', { count: to.hospitalIds.length + to.others.length })}</summary>
                      {[...to.hospitalIds.map(nameOf), ...to.others].join('、')}
                    </details>
                  ),
                },
                { title: say('position'), cell: ({ position }) => position },
              ]}
            />
            <MoreButton {...list} />
          </>
        )}
      </Answered>
    </section>
  );
}
