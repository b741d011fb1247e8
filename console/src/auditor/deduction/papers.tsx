import { PrinterOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { openPaper } from '../../parts/paper/paper-window.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import type { Deduction } from '../queries.ts';
import { deductionWords } from './messages.ts';

const papers = ['notice', 'decision', 'delivery', 'ruling'] as const;
type Paper = (typeof papers)[number];

/** 告知书, 认定书, 送达回证, 复核决定书: those that there can be by now; each opens in a window to be printed. */
export function Papers({ deduction }: { readonly deduction: Deduction }) {
  const { deductionId, decided } = deduction;
  const say = useWords(deductionWords);
  const open = useMutation({
    mutationFn: (paper: Paper) =>
      openPaper(() =>
        answered(
          api.GET('/v1/deductions/{deductionId}/papers/{paper}', {
            params: { path: { deductionId, paper } },
            parseAs: 'text',
          }),
        ),
      ),
  });
  const ready = papers.filter((paper) => paper === 'notice' || decided?.outcome === 'confirmed');
  return (
    <>
      {ready.map((paper) => (
        <Button
          key={paper}
          icon={<PrinterOutlined />}
          loading={open.isPending && open.variables === paper}
          onClick={() => open.mutate(paper)}
        >
          {say(paper)}
        </Button>
      ))}
      <ProblemAlert error={open.error} />
    </>
  );
}
