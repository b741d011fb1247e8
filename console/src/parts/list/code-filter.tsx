import { Select } from 'antd';
import { useCodeWords, type Words } from '../../language/words.ts';

/** A filter by one of several codes, in the words of people. */
export function CodeFilter(props: {
  readonly label: string;
  /** The first choice: every code. */
  readonly every: { readonly value: string; readonly label: string };
  readonly words: Words;
  /** Choices between the first and the codes. */
  readonly also?: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, every, words, also = [], value, onChange } = props;
  const nameOf = useCodeWords(words);
  const codes = Object.keys(words).map((code) => ({ value: code, label: nameOf(code) }));
  return (
    <Select
      className="filter"
      aria-label={label}
      value={value}
      onChange={onChange}
      options={[every, ...also, ...codes]}
    />
  );
}
