import { useEffect, useState } from 'react';

/** The value as it was when nobody had changed it for a while, so that not every key asks the service. */
export function useLater<T>(value: T, waitMs: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return later;
}
