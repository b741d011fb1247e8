import { useInfiniteQuery } from '@tanstack/react-query';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly links: { readonly next: string | null };
}

/** A list that the API gives in pages: what has been read of it, and the way to more. */
export function usePages<Item>(key: readonly unknown[], read: (cursor: string | undefined) => Promise<Page<Item>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: ({ links }) => cursorIn(links.next),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
  return {
    query,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    moreIsComing: query.isFetchingNextPage,
  };
}

function cursorIn(next: string | null): string | undefined {
  return next === null ? undefined : (new URL(next, location.origin).searchParams.get('cursor') ?? undefined);
}
