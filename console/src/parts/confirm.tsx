import { App } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/** Asks before what cannot be undone. The button says what will happen, never just OK; Escape and the other one leave it. */
export function useConfirm() {
  const { modal } = App.useApp();
  const say = useWords(partWords);
  return (question: {
    readonly title: string;
    readonly text: ReactNode;
    readonly act: string;
    /** For what takes something from somebody. */
    readonly danger?: boolean;
  }): Promise<boolean> =>
    new Promise((resolve) => {
      modal.confirm({
        title: question.title,
        content: question.text,
        okText: question.act,
        cancelText: say('cancel'),
        okButtonProps: { danger: question.danger ?? false },
        autoFocusButton: 'cancel',
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
}
