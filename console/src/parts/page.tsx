import { type ReactNode, useEffect } from 'react';

/** The head of every page: its name, which is the document's too, and what can be done here. */
export function Page(props: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, actions, lead, children } = props;
  useEffect(() => {
    document.title = `${title} · rx12`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
      {children}
    </>
  );
}
