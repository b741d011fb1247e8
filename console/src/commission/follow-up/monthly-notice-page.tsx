import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { answeredWithHeader, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { saveFile } from '../../parts/file.ts';
import { Page } from '../../parts/page.tsx';
import { Paper } from '../../parts/paper/paper.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useRoles } from '../../session/me.ts';
import { monthAfter } from '../month.ts';
import { useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { followUpWords } from './messages.ts';
import { SendNotice } from './send-notice.tsx';
import { SentNotices } from './sent-notices.tsx';

/** 月度监测通报: as it stood at the end of a month, to be printed, signed and sent; and what was sent before. */
export function MonthlyNoticePage() {
  const say = useWords(followUpWords);
  const [question, change] = useQuestion(1);
  const { county } = question;
  const month = monthAfter(question.until, -1);
  const maySend = useRoles().has('commission-officer');
  const notice = useQuery({
    queryKey: ['cost', 'notice', month, county],
    queryFn: () =>
      answeredWithHeader<string>(
        api.GET('/v1/cost/notices/{month}', {
          params: { path: { month }, query: county === undefined ? {} : { county } },
          parseAs: 'text',
        }),
        'repr-digest',
      ),
  });
  return (
    <Watermark>
      <Page
        title={say('monthly')}
        lead={<span className="no-print">{say('monthlyLead')}</span>}
        actions={
          <div className="buttons no-print">
            <Button
              icon={<DownloadOutlined />}
              disabled={notice.data === undefined}
              onClick={() => saveFile(`notice-${month}.html`, notice.data?.data ?? '', 'text/html')}
            >
              {say('monthlyFile')}
            </Button>
            <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
              {say('print')}
            </Button>
          </div>
        }
      >
        <div className="no-print">
          <QuestionBar question={question} change={change} asks={['county', 'month']} />
        </div>
        <Answered query={notice}>
          {({ data: html, header: digest }) => (
            <>
              <Paper html={html} />
              {maySend && digest !== null && (
                <SendNotice key={`${month} ${county}`} month={month} county={county} digest={digest} />
              )}
            </>
          )}
        </Answered>
        {maySend && <SentNotices />}
      </Page>
    </Watermark>
  );
}
