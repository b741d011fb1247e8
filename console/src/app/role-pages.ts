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

/** What somebody sees first. It is known before the pages' code has come, so its file holds nothing that need be loaded. */
export interface FirstPage extends PageEntry {
  readonly plain: true;
  /** What it asks when its address holds no filter, as the API's addresses; what it does not ask would be read for nothing. */
  readonly questions: (here: Here) => readonly string[];
}

/** Who is here, as far as it decides what they see first. */
export interface Here {
  readonly today: string;
  readonly grants: readonly {
    readonly role: string;
    readonly scope: { readonly kind: string; readonly regionId?: unknown };
  }[];
}
