import { Typography } from 'antd';
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
        <Typography.Title level={1}>{title}</Typography.Title>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {lead === undefined ? null : <Typography.Paragraph type="secondary">{lead}</Typography.Paragraph>}
      {children}
    </>
  );
}
