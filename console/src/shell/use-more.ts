import { type RefObject, useEffect, useState } from 'react';

/** On which sides of a scroller something lies that is not seen now. */
export interface More {
  readonly before: boolean;
  readonly after: boolean;
}

/**
 * Brings the link of the open page into view when the page changes, and says what lies out of view, so that nothing of a
 * bar is hidden without a hint.
 *
 * @param page changes with the page that is shown.
 */
export function useMore(scroller: RefObject<HTMLElement | null>, page: string): More {
  const [more, setMore] = useState<More>({ before: false, after: false });
  useEffect(() => {
    const bar = scroller.current;
    if (bar === null) return undefined;
    const look = () => {
      const before = bar.scrollLeft > slackPx;
      const after = bar.scrollLeft + bar.clientWidth < bar.scrollWidth - slackPx;
      setMore((known) => (known.before === before && known.after === after ? known : { before, after }));
    };
    // Also told once when it begins, and when letters come or the phone is turned.
    const sizes = new ResizeObserver(look);
    sizes.observe(bar);
    for (const part of bar.children) sizes.observe(part);
    bar.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      bar.removeEventListener('scroll', look);
    };
  }, [scroller]);
  useEffect(() => {
    const bar = scroller.current;
    const link = page === '' ? null : bar?.querySelector('[aria-current="page"]');
    if (!bar || !link) return;
    const at = link.getBoundingClientRect();
    const of = bar.getBoundingClientRect();
    bar.scrollLeft += at.left - of.left - (of.width - at.width) / 2;
  }, [scroller, page]);
  return more;
}

/** Positions are fractions on some screens. */
const slackPx = 2;
