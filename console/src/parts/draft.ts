import { useState } from 'react';

/**
 * What somebody is typing, kept in memory until it was sent: it survives going to another page and a session that ran
 * out, and never touches the disk, because it may name people. It goes with the document, and so with logging out.
 *
 * @param name tells drafts apart, such as `statement/ded_1`.
 */
export function useDraft<T>(name: string, start: T): readonly [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.get(name) as T | undefined) ?? start);
  const keep = (next: T) => {
    drafts.set(name, next);
    setValue(next);
  };
  const forget = () => {
    drafts.delete(name);
    setValue(start);
  };
  return [value, keep, forget];
}

const drafts = new Map<string, unknown>();
