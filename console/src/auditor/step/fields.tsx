import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { FileMark } from '../../parts/file-mark.tsx';
import { DoctorField } from '../finding/doctor-field.tsx';
import { stepWords } from './messages.ts';

interface Item {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
  /** Half of the row is usual. */
  readonly width?: 'third' | 'whole';
  readonly extra?: ReactNode;
}

/** Whitespace alone is none. */
function useNeeded(optional = false) {
  const say = useWords(stepWords);
  return optional ? [] : [{ required: true, whitespace: true, message: say('needed') }];
}

/** A day, in the browser's own field. */
export function DateItem({ min, max, ...item }: Item & { readonly min?: string; readonly max?: string }) {
  return (
    <Form.Item
      {...classOf(item)}
      name={item.name}
      label={item.label}
      extra={item.extra}
      rules={useNeeded(item.optional)}
    >
      <Input type="date" min={min} max={max} />
    </Form.Item>
  );
}

export function TextItem({
  lines,
  maxLength = 200,
  ...item
}: Item & { readonly lines?: number; readonly maxLength?: number }) {
  const field = { maxLength, autoComplete: 'off' };
  return (
    <Form.Item
      {...classOf(item)}
      name={item.name}
      label={item.label}
      extra={item.extra}
      rules={useNeeded(item.optional)}
    >
      {lines === undefined ? <Input {...field} /> : <Input.TextArea rows={lines} {...field} />}
    </Form.Item>
  );
}

export function ChoiceItem(
  props: Item & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly many?: boolean;
    readonly search?: boolean;
  },
) {
  const { options, many = false, search = false, ...item } = props;
  const say = useWords(stepWords);
  const rules = item.optional ? [] : [{ required: true, message: say('needed') }];
  return (
    <Form.Item {...classOf(item)} name={item.name} label={item.label} extra={item.extra} rules={rules}>
      <Select
        {...(many ? { mode: 'multiple' as const } : {})}
        options={[...options]}
        allowClear={item.optional ?? false}
        showSearch={search ? { optionFilterProp: 'label' } : false}
      />
    </Form.Item>
  );
}

/** A paper elsewhere: its number, and the fingerprint of its file. */
export function EvidenceItems({ optional = false }: { readonly optional?: boolean }) {
  const say = useWords(stepWords);
  return (
    <>
      <TextItem name="evidenceRef" label={say('evidenceRef')} optional={optional} />
      <Form.Item name="evidenceHash" label={say('evidenceFile')}>
        <FileMark />
      </Form.Item>
    </>
  );
}

export interface TypedEvidence {
  readonly evidenceRef?: string;
  readonly evidenceHash?: string;
}

/** @returns null where no paper was named. */
export function evidenceOf({ evidenceRef = '', evidenceHash }: TypedEvidence) {
  return evidenceRef.trim() === '' ? null : { ref: evidenceRef.trim(), note: null, sha256: evidenceHash ?? null };
}

/** The colleague who takes over the inpatients; nobody where there are none. */
export function TakeoverItem() {
  const say = useWords(stepWords);
  return (
    <Form.Item className="whole" name="takeover" label={say('takeover')} extra={say('takeoverNone')}>
      <DoctorField />
    </Form.Item>
  );
}

function classOf({ width }: Item) {
  return width === undefined ? {} : { className: width };
}
