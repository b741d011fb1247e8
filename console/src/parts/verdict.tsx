import type { ReactNode } from 'react';

/** A page that is nothing but one sentence, what to make of it, and the way on. */
export function Verdict(props: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  const { title, text, children } = props;
  return (
    <div className="verdict">
      <p className="verdict-title">{title}</p>
      <p className="soft">{text}</p>
      {children}
    </div>
  );
}
