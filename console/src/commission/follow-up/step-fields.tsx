import { Input } from 'antd';
import { useId } from 'react';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { basisWords, followUpWords } from './messages.ts';

interface Field {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
}

export function TextField({
  label,
  value,
  onChange,
  required = false,
  short = false,
}: Field & { readonly short?: boolean }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {short ? (
        <Input id={id} maxLength={100} value={value} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input.TextArea
          id={id}
          rows={4}
          maxLength={4000}
          required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
}

export function LinesField({ label, value, onChange, required = true }: Field) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        rows={3}
        required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** The browser's own: typed or picked, in the form that is usual where it runs. */
export function DateField({ label, value, onChange, required = false }: Field) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" required={required} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

type Basis = keyof typeof basisWords;

export function BasisField({ value, onChange }: { readonly value: Basis; readonly onChange: (value: Basis) => void }) {
  const say = useWords(followUpWords);
  const basis = useCodeWords(basisWords);
  const bases = Object.keys(basisWords) as Basis[];
  return (
    <Choice
      label={say('basis')}
      value={value}
      options={bases.map((code) => ({ value: code, label: basis(code) }))}
      onChange={(chosen) => onChange(bases.find((code) => code === chosen) ?? value)}
    />
  );
}

type Outcome = 'put-right' | 'not-put-right';

export function OutcomeField({
  value,
  onChange,
}: {
  readonly value: Outcome;
  readonly onChange: (value: Outcome) => void;
}) {
  const say = useWords(followUpWords);
  return (
    <Choice
      label={say('outcome')}
      value={value}
      options={(['put-right', 'not-put-right'] as const).map((code) => ({ value: code, label: say(code) }))}
      onChange={(chosen) => onChange(chosen === 'put-right' ? 'put-right' : 'not-put-right')}
    />
  );
}
