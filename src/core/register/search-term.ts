import type { DoctorFacts } from './doctor.ts';

type TermKind = 'name' | 'name-part' | 'pinyin' | 'initials' | 'licence' | 'staff';

export interface SearchTerm {
  readonly kind: TermKind;
  readonly term: string;
}

/**
 * What a doctor can be found by, each matched from its beginning: the name and every tail of it (so that 伟明 finds
 * 张伟明), its pinyin joined (zhangweiming) and its initials (zwm), and the licence number. Staff numbers belong to posts.
 */
export function termsOf(facts: Partial<Pick<DoctorFacts, 'name' | 'pinyin' | 'licenceNo'>>): readonly SearchTerm[] {
  const terms: SearchTerm[] = [];
  if (facts.name !== undefined) {
    const characters = [...searchTerm(facts.name)].slice(0, maxNameCharacters);
    characters.forEach((_, start) => {
      terms.push({ kind: start === 0 ? 'name' : 'name-part', term: characters.slice(start).join('') });
    });
  }
  if (facts.pinyin !== undefined) {
    const syllables = facts.pinyin.split(' ').map(searchTerm);
    terms.push({ kind: 'pinyin', term: syllables.join('') });
    terms.push({ kind: 'initials', term: syllables.map((syllable) => [...syllable][0] ?? '').join('') });
  }
  if (facts.licenceNo !== undefined) terms.push({ kind: 'licence', term: searchTerm(facts.licenceNo) });
  return terms.filter(({ term }) => term !== '');
}

/** How terms and what is searched for are compared: width, case, spaces, apostrophes and middle dots do not matter. */
export function searchTerm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s'’.·•‧・]/g, '');
}

/** Tails of longer names are not worth their rows. */
const maxNameCharacters = 40;
