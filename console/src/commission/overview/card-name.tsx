import type { ReactNode } from 'react';

/** The name of a card, which shows its charts below. */
export function CardName(props: {
  readonly name: string;
  readonly shown: boolean;
  readonly onShow: () => void;
  readonly children?: ReactNode;
}) {
  const { name, shown, onShow, children } = props;
  return (
    <h2>
      <button type="button" className="card-name" aria-pressed={shown} onClick={onShow}>
        {name}
      </button>
      {children}
    </h2>
  );
}
