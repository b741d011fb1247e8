import { Select } from 'antd';
import { useLanguage } from '../../language/language.tsx';
import { categoryWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import type { ViolationType } from '../queries.ts';
import { findingWords } from './messages.ts';

/** Violations under their category; a code is found as worksheets write it, too: full-width, with any dash. */
export function ViolationField(props: {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (key: string | undefined) => void;
  readonly violations: readonly ViolationType[];
}) {
  const { id, value, onChange, violations } = props;
  const say = useWords(findingWords);
  const category = useCodeWords(categoryWords);
  const { language } = useLanguage();
  const categories = [...new Set(violations.map((each) => each.category))];
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={(key) => onChange?.(key)}
      allowClear
      placeholder={say('violationHint')}
      listHeight={360}
      showSearch={{ filterOption: (typed, option) => matches(String(option?.search ?? ''), typed) }}
      options={categories.map((name) => ({
        label: category(name),
        options: violations
          .filter((each) => each.category === name)
          .map((violation) => ({
            value: keyOf(violation),
            label: `${violation.code} ${violation[language]}`,
            search: `${violation.code} ${violation.zh} ${violation.en}`,
            violation,
          })),
      }))}
      optionRender={({ data }) => {
        const violation = (data as unknown as { violation?: ViolationType }).violation;
        if (violation === undefined) return null;
        const { min, max } = violation.points;
        return (
          <>
            <span className="option-end">
              {min === max ? say('pt', { points: min }) : say('ptRange', { min, max })}
            </span>
            <span className="option-code">{violation.code}</span> {violation[language]}
          </>
        );
      }}
    />
  );
}

/** A code is one of a scheme. */
export function keyOf({ schemeId, code }: ViolationType): string {
  return `${schemeId} ${code}`;
}

/** Where a code was typed, codes that begin with it; otherwise whatever has the words. */
function matches(text: string, typed: string): boolean {
  const wanted = plain(typed);
  const [code = ''] = text.split(' ');
  return /^[\w]*-?\d+$/.test(wanted) ? plain(code).startsWith(wanted) : plain(text).includes(wanted);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .trim()
    .toLowerCase();
}
