import type { ComponentType, ReactNode } from 'react';
import type { Sentence } from '../language/words.ts';
import type { Role } from '../session/me.ts';

/** The pages of one role: a folder, whose file `pages.tsx` declares them. Everything else of it is loaded when opened. */
export interface RolePages {
  /** Over its part of the navigation, for whoever holds several roles. */
  readonly title: Sentence;
  /** The first that somebody may open is where they start. */
  readonly pages: readonly PageEntry[];
}

export interface PageEntry {
  /** Absolute, such as `/my/deductions/:deductionId`. */
  readonly path: string;
  /** Who sees it. The service decides what it shows: this only keeps doors away that lead nowhere. */
  readonly roles: readonly Role[] | 'all';
  /** In the navigation; a page without one is reached from another. */
  readonly navigation?: { readonly label: Sentence; readonly icon: ReactNode };
  /** It shows no message that passes and asks no question in a dialog, and need not wait for what does. */
  readonly plain?: true;
  readonly load: () => Promise<ComponentType>;
}
