/** The nonce of this document: style sheets that are written while it runs need it. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/**
 * Components are told the nonce, but what keeps a page from scrolling behind a dialog does not ask for it. Only code that
 * runs already can make an element, so this opens nothing to what somebody typed.
 */
export function giveNonceToStyles(): void {
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
