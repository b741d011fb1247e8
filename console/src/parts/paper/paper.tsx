import { createElement, type ReactNode } from 'react';
import './paper.css';

/**
 * A paper that the service made as a document of its own, shown to be printed from here. Only its words and its tables
 * are taken over: nothing in it becomes an attribute, a style or a script of this page.
 */
export function Paper({ html }: { readonly html: string }) {
  // Its own style sheet is none of this page's, whose policy would complain about it.
  const { body } = new DOMParser().parseFromString(html.replace(/<style>.*?<\/style>/gs, ''), 'text/html');
  return <article className="paper">{partsOf(body)}</article>;
}

const elements = new Set([
  'header',
  'main',
  'footer',
  'section',
  'div',
  'h1',
  'h2',
  'h3',
  'p',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'strong',
  'em',
  'span',
  'bdi',
  'br',
]);
/** The classes that the sheets of the service are laid out by. */
const classes = new Set(['house', 'number', 'lines', 'line', 'seal', 'said']);

function partsOf(node: Node): ReactNode[] {
  return Array.from(node.childNodes).map((child, at) => {
    if (child instanceof Text) return child.data;
    if (!(child instanceof HTMLElement)) return null;
    const name = child.localName;
    if (!elements.has(name)) return null;
    const className = Array.from(child.classList)
      .filter((each) => classes.has(each))
      .join(' ');
    const parts = name === 'br' ? [] : partsOf(child);
    // White space between rows is none of a table's children.
    const kept = /^(table|thead|tbody|tr)$/.test(name) ? parts.filter((each) => typeof each !== 'string') : parts;
    // The page around it has its own first heading.
    return createElement(name === 'h1' ? 'h2' : name, { key: at, ...(className === '' ? {} : { className }) }, ...kept);
  });
}
