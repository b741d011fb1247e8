import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { MoreButton } from '../more-button.tsx';
import { Page } from '../page.tsx';
import { Answered } from '../states.tsx';
import { Watermark } from '../watermark.tsx';

/** A page that is a list of records: its name, what can be done and asked there, what was found of it, and the way to more. */
export function ListPage<Item>(props: {
  readonly title: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  /** Between the head and the list. */
  readonly filters?: ReactNode;
  /** What `usePages` gave. */
  readonly list: { readonly query: UseQueryResult<readonly Item[]> } & ComponentProps<typeof MoreButton>;
  /** Said where nothing was found. */
  readonly none: string;
  readonly table: (items: readonly Item[]) => ReactNode;
  /** Dialogs that a row or an action opens. */
  readonly children?: ReactNode;
}) {
  const { title, lead, actions, filters, list, none, table, children } = props;
  const { query, ...rest } = list;
  return (
    <Watermark>
      <Page title={title} lead={lead} actions={actions}>
        {filters}
        <Answered query={query} empty={{ when: (items) => items.length === 0 && !list.hasMore, says: none }}>
          {(items) => (
            <>
              {table(items)}
              <MoreButton {...rest} />
            </>
          )}
        </Answered>
        {children}
      </Page>
    </Watermark>
  );
}
