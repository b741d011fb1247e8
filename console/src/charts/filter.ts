import { useSearchParams } from 'react-router';

/** A filter that stands in the address, so that a page can be sent to a colleague; its usual value is left out. */
export function useFilter(name: string, usual: string): readonly [string, (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === usual) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return [search.get(name) ?? usual, set];
}
