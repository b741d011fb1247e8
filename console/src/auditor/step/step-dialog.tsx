import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { StepForm, type StepFormProps } from './step-form.tsx';

/** A step about one row of a list, in a dialog over it. It is mounted when it is asked for. */
export function StepDialog<Typed extends object>(
  props: StepFormProps<Typed> & {
    readonly title: string;
    readonly onCancel: () => void;
    /** What is to be known before, over the fields. */
    readonly lead?: ReactNode;
  },
) {
  const { title, lead, onDone, ...step } = props;
  const { onCancel } = props;
  return (
    <Modal open title={title} footer={null} width={widthPx} onCancel={onCancel} destroyOnHidden>
      {lead === undefined ? null : <div className="dialog-lead">{lead}</div>}
      <StepForm
        {...step}
        onDone={() => {
          onCancel();
          onDone?.();
        }}
      />
    </Modal>
  );
}

const widthPx = 620;
