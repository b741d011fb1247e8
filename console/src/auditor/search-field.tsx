import { type RefSelectProps, Select } from 'antd';
import { type ReactNode, type Ref, useState } from 'react';
import { useSettled } from './settled.ts';

/** One of many as the field holds it: its name stays readable while nothing is asked. */
export interface Chosen {
  readonly value: string;
  readonly label: string;
}

/** What a form gives to a field that chooses one of many. */
export interface ChosenProps {
  readonly id?: string;
  readonly value?: Chosen;
  readonly onChange?: (chosen: Chosen | undefined) => void;
  readonly ref?: Ref<RefSelectProps>;
}

/** What is being typed: `text` as it stands in the field, `q` as it is asked, which is '' while there is nothing to ask. */
export function useTyped() {
  const [text, setText] = useState('');
  return { text, setText, q: useSettled(text.trim(), waitMs) };
}

/** A field that finds one of many by a part of what it is known by, while that is typed; Enter takes the first that was found. */
export function SearchField<Item>(
  props: ChosenProps & {
    readonly typed: ReturnType<typeof useTyped>;
    /** What was asked by `typed.q`. */
    readonly search: { readonly data: { readonly items: readonly Item[] } | undefined; readonly isFetching: boolean };
    readonly says: {
      /** In the empty field. */
      readonly hint: string;
      /** While nothing is typed, and where nothing was found. */
      readonly type: string;
      readonly none: string;
      /** Below what was found, where that is not all. */
      readonly others?: string | undefined;
    };
    readonly chosenOf: (item: Item) => Chosen;
    /** An item in the list, where more than its name tells it from another. */
    readonly shown: (item: Item) => ReactNode;
  },
) {
  const { id, value, onChange, ref, typed, search, says, chosenOf, shown } = props;
  const found = typed.q === '' ? [] : (search.data?.items ?? []);
  const others: Option<Item> = { value: '', label: '', item: null, disabled: true };
  return (
    <Select<Chosen, Option<Item>>
      {...(id === undefined ? {} : { id })}
      {...(ref === undefined ? {} : { ref })}
      labelInValue
      value={value ?? null}
      onChange={(chosen) => onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : undefined)}
      allowClear
      showSearch={{ filterOption: false, onSearch: typed.setText, searchValue: typed.text }}
      loading={search.isFetching}
      placeholder={says.hint}
      notFoundContent={typed.q === '' ? says.type : says.none}
      options={[
        ...found.map((item) => ({ ...chosenOf(item), item })),
        ...(typed.q === '' || says.others === undefined ? [] : [others]),
      ]}
      optionRender={({ data: { item } }) => (item === null ? says.others : shown(item))}
    />
  );
}

interface Option<Item> extends Chosen {
  /** null: none of them, but the note that there are others. */
  readonly item: Item | null;
  readonly disabled?: boolean;
}

const waitMs = 150;
