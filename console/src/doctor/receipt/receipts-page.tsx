import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Typography } from 'antd';
import { answered, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useWords } from '../../language/words.ts';
import { saveFile } from '../../parts/file.ts';
import { MoreButton } from '../../parts/more-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { doctorWords } from '../messages.ts';
import { ReceiptCheck } from './receipt-check.tsx';
import { ReceiptRow } from './receipt-row.tsx';
import '../doctor.css';

/** Proofs that can be kept at home and checked without this service, and a statement that none is missing. */
export function ReceiptsPage() {
  const say = useWords(doctorWords);
  const { query, ...rest } = usePages(['receipts'], (page) =>
    answered(api.GET('/v1/me/receipts', { params: { query: page } })),
  );
  const head = useQuery({ queryKey: ['head'], queryFn: () => answered(api.GET('/v1/me/head')) });
  return (
    <Watermark>
      <Page title={say('receiptsTitle')} lead={say('receiptsLead')}>
        <Answered query={head}>
          {({ heads, vkeys }) => (
            <>
              <section className="block" aria-label={say('completeness')}>
                <h2>{say('completeness')}</h2>
                <p className="soft">{say('completenessText')}</p>
                <div className="buttons">
                  {heads.map(({ stream, n, statement }) => (
                    <Button
                      key={stream.id}
                      icon={<DownloadOutlined />}
                      onClick={() => saveFile(`head-${stream.id}.txt`, statement, 'text/plain')}
                    >
                      {say('downloadHead', { n })}
                    </Button>
                  ))}
                </div>
                {vkeys.map((vkey) => (
                  <Typography.Paragraph key={vkey} copyable code className="key">
                    {vkey}
                  </Typography.Paragraph>
                ))}
              </section>
              <ReceiptCheck heads={heads} vkeys={vkeys} />
            </>
          )}
        </Answered>
        <Answered query={query} empty={{ when: (items) => items.length === 0, says: say('receiptsNone') }}>
          {(items) => (
            <section className="block" aria-label={say('receiptsTitle')}>
              <h2>{say('receiptsEach')}</h2>
              <ul className="rows">
                {items.map((receipt) => (
                  <ReceiptRow key={receipt.seq} receipt={receipt} vkeys={head.data?.vkeys ?? []} />
                ))}
              </ul>
              <MoreButton {...rest} />
            </section>
          )}
        </Answered>
      </Page>
    </Watermark>
  );
}
