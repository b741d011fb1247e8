import { allPages } from '../app/all-pages.ts';
import type { PageEntry } from '../app/role-pages.ts';
import type { Sentence } from '../language/words.ts';
import { useRoles } from '../session/me.ts';

export interface NavigationPart {
  readonly title: Sentence;
  readonly pages: readonly (PageEntry & { readonly navigation: NonNullable<PageEntry['navigation']> })[];
}

/** What stands in the navigation of whoever is here: of each of their roles, its pages. */
export function useNavigation(): readonly NavigationPart[] {
  const roles = useRoles();
  return allPages
    .map(({ title, pages }) => ({ title, pages: pages.filter(isListed).filter((page) => isFor(page, roles)) }))
    .filter(({ pages }) => pages.length > 0);
}

export function isFor(page: Pick<PageEntry, 'roles'>, roles: ReadonlySet<string>): boolean {
  return page.roles === 'all' || page.roles.some((role) => roles.has(role));
}

function isListed(page: PageEntry): page is NavigationPart['pages'][number] {
  return page.navigation !== undefined;
}
