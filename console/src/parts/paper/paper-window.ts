/**
 * Opens a paper of the service in a window of its own, from where it is printed. Its one style sheet is taken over as an
 * object, because the policy of our pages, which an empty window inherits, forbids styles that stand in markup.
 *
 * @param read asks the service for the page; what it throws closes the window again and is thrown on.
 */
export async function openPaper(read: () => Promise<string>): Promise<void> {
  // Before anything is awaited: later a browser would take it for an advertisement.
  const paper = window.open('', '_blank');
  if (paper === null) return;
  try {
    const text = await read();
    // Taken out before it is parsed: the policy looks at markup even where it is never shown.
    const page = new DOMParser().parseFromString(text.replace(styleElements, ''), 'text/html');
    const sheet = new (paper as unknown as typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(Array.from(text.matchAll(styleElements), ([, rules]) => rules).join('\n'));
    paper.document.title = page.title;
    paper.document.documentElement.lang = page.documentElement.lang;
    paper.document.adoptedStyleSheets = [sheet];
    paper.document.body.replaceChildren(
      ...Array.from(page.body.childNodes, (node) => paper.document.importNode(node, true)),
    );
    paper.focus();
  } catch (error) {
    paper.close();
    throw error;
  }
}

/** As the service writes them, in the head of its papers. */
const styleElements = /<style[^>]*>([\s\S]*?)<\/style>/g;
