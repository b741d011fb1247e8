import { useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether it is time to draw what is watched: it has come near what is seen, the page is being printed, or nothing else is
 * to be done. Drawing what nobody looks at yet would keep them from what they do look at.
 */
export function useNear(): readonly [boolean, (element: Element | null) => (() => void) | undefined] {
  const [near, setNear] = useState(false);
  useEffect(() => {
    // The paper takes what is there when this returns.
    const all = () => flushSync(() => setNear(true));
    window.addEventListener('beforeprint', all);
    let idle: number | undefined;
    const later = setTimeout(() => {
      idle = requestIdleCallback(() => setNear(true));
    }, laterMs);
    return () => {
      window.removeEventListener('beforeprint', all);
      clearTimeout(later);
      if (idle !== undefined) cancelIdleCallback(idle);
    };
  }, []);
  const watch = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: `${nearPx}px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [near, watch];
}

/** About half of a screen: who scrolls to it finds it there. */
const nearPx = 300;
/** A page that is being opened is idle now and then, while it waits for answers. */
const laterMs = 1_500;
