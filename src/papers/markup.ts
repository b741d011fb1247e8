/** A piece of HTML made here. Whatever is not one is text, and is escaped where it is put in. */
export interface Markup {
  readonly markup: string;
}

/** Joins markup with values: texts and numbers are escaped, markup and lists of it are put in as they are. */
export function html(
  pieces: TemplateStringsArray,
  ...values: readonly (Markup | readonly Markup[] | string | number)[]
): Markup {
  const shown = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
    return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  });
  return { markup: pieces.reduce((before, piece, index) => `${before}${shown[index - 1] ?? ''}${piece}`) };
}

export const nothing: Markup = { markup: '' };

/** Text that somebody wrote: its lines are kept, and its direction of writing cannot reach beyond it. */
export function said(text: string): Markup {
  return html`<bdi class="said">${text}</bdi>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
