import { useSearchParams } from 'react-router';

/** A filter that stands in the address, so that a page can be sent to a colleague; its usual value is left out. */
export function useFilter(name: string, usual: string): readonly [string, (value: string) => void] {
  const [held, change] = useAddress();
  return [held(name) ?? usual, (value) => change({ [name]: value === usual ? undefined : value })];
}

/** The same for several at once, such as a hospital whose choice clears the ward; undefined takes one out. */
export function useAddress(): readonly [
  (name: string) => string | undefined,
  (changes: Readonly<Record<string, string | undefined>>) => void,
] {
  const [search, setSearch] = useSearchParams();
  const change = (changes: Readonly<Record<string, string | undefined>>) => {
    // From the address itself: what was drawn last may not have the choice before, which would then be lost.
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    setSearch(next, { replace: true });
  };
  return [(name) => search.get(name) ?? undefined, change];
}
