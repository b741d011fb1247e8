import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import { Page } from '../parts/page.tsx';
import { Nothing } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import type { KeptHospital } from './kept-hospital.tsx';
import { keptWords } from './kept-messages.ts';

/** A page of what is kept of one hospital: which one, what can be begun there, and what is there. */
export function KeptPage(props: {
  readonly title: string;
  readonly lead: string;
  readonly kept: KeptHospital;
  /** Nothing where the reader may begin nothing. */
  readonly begin?: { readonly says: string; readonly onBegin: () => void } | undefined;
  readonly children: (hospitalId: string) => ReactNode;
}) {
  const { title, lead, kept, begin, children } = props;
  const { hospitalId, chooser } = kept;
  const say = useWords(keptWords);
  return (
    <Watermark>
      <Page
        title={title}
        lead={lead}
        actions={
          <>
            {chooser}
            {begin !== undefined && hospitalId !== undefined && (
              <Button type="primary" onClick={begin.onBegin}>
                {begin.says}
              </Button>
            )}
          </>
        }
      >
        {hospitalId === undefined ? <Nothing says={say('chooseFirst')} /> : children(hospitalId)}
      </Page>
    </Watermark>
  );
}
