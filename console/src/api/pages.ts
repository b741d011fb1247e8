import { useInfiniteQuery } from '@tanstack/react-query';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly links: { readonly next: string | null };
}

/** The part of a question that says which page of the list: nothing for the first. */
export interface PageAsked {
  readonly cursor?: string;
}

/** A list that the API gives in pages: what has been read of it, and the way to more. */
export function usePages<Item>(key: readonly unknown[], read: (page: PageAsked) => Promise<Page<Item>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: {} as PageAsked,
    queryFn: ({ pageParam }) => firstWithItems(pageParam, read),
    getNextPageParam: ({ links }) => pageAfter(links),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
  return {
    query,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    moreIsComing: query.isFetchingNextPage,
  };
}

/** A page may be empty and others follow: what is left out of a list is left out of its pages. Whoever reads sees what there is. */
async function firstWithItems<Item>(
  asked: PageAsked,
  read: (page: PageAsked) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  let page = await read(asked);
  for (let empty = 1; page.items.length === 0 && empty < mostEmpty; empty += 1) {
    const next = pageAfter(page.links);
    if (next === undefined) break;
    page = await read(next);
  }
  return page;
}

const mostEmpty = 50;

/** The next page of the list, by what one says of it; undefined after the last. */
export function pageAfter({ next }: Page<unknown>['links']): PageAsked | undefined {
  const cursor = next === null ? null : new URL(next, location.origin).searchParams.get('cursor');
  return cursor === null ? undefined : { cursor };
}
