import type { Parameter } from './errors.ts';

/** The two languages every text of the product exists in; zh is the default. */
export type Language = 'zh' | 'en';

/** A text in both languages, as schemes carry their titles and rules. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/**
 * Why a number or a state is what it is, as data: a code and the values it speaks of. Nothing stores or sends sentences;
 * whoever shows an explanation renders it, so that one derivation reads the same in every language and on paper.
 */
export interface Explanation {
  readonly code: string;
  readonly parameters: Readonly<Record<string, ExplanationParameter>>;
}

/** A `Text` stands for words that come from a scheme and differ by language. */
export type ExplanationParameter = Parameter | Text | null;

/**
 * One entry for each code; `{name}` stands for the parameter of that name, `{name:group}` for the words of the code that
 * it holds, which are the catalogue's `word.group.code`: a reader is shown no code.
 */
export type Catalogue = Readonly<Record<string, Text>>;

/**
 * The sentence of one explanation or problem. A code that the catalogue lacks renders as the code itself: a missing
 * sentence must not turn an answer into an error (a test proves that none is missing).
 */
export function render(catalogue: Catalogue, language: Language, message: Explanation): string {
  const template = catalogue[message.code]?.[language];
  if (template === undefined) return message.code;
  return partsOf(template)
    .map(({ text, name, group }) => {
      const value = name === undefined ? undefined : message.parameters[name];
      if (value === undefined) return text;
      return wordsOf(group === undefined ? value : decoded(catalogue, group, value), language);
    })
    .join('');
}

/** A piece of a sentence as it stands; with a name, the placeholder of that parameter, in the words of a group of codes. */
interface Part {
  readonly text: string;
  readonly name: string | undefined;
  readonly group: string | undefined;
}

/** Each template is taken apart once: a standing is some thirty sentences. */
function partsOf(template: string): readonly Part[] {
  const known = taken.get(template);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  let end = 0;
  const plain = (until: number) => {
    if (until > end) parts.push({ text: template.slice(end, until), name: undefined, group: undefined });
  };
  for (const match of template.matchAll(placeholders)) {
    plain(match.index);
    parts.push({ text: match[0], name: match[1], group: match[2] });
    end = match.index + match[0].length;
  }
  plain(template.length);
  taken.set(template, parts);
  return parts;
}

/** Templates come from catalogues, which are as many as there are codes. */
const taken = new Map<string, readonly Part[]>();

/** The names of the parameters that a sentence needs, in order of appearance. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholders)].map((match) => match[1] ?? '');
}

const placeholders = /\{(\w+)(?::([\w-]+))?\}/g;

/** A code without words stays what it is, as a message without a sentence does. */
function decoded(catalogue: Catalogue, group: string, value: ExplanationParameter): ExplanationParameter {
  const words = (code: string): Text => catalogue[`word.${group}.${code}`] ?? { zh: code, en: code };
  if (typeof value === 'string') return words(value);
  return Array.isArray(value)
    ? { zh: value.map((code) => words(code).zh).join('、'), en: value.map((code) => words(code).en).join(', ') }
    : value;
}

function wordsOf(value: ExplanationParameter, language: Language): string {
  if (value === null) return language === 'zh' ? '无' : 'none';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isText(value)) return value[language];
  return value.join(language === 'zh' ? '、' : ', ');
}

function isText(value: Text | readonly string[]): value is Text {
  return !Array.isArray(value);
}
