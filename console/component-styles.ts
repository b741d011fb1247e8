import type { Plugin } from 'vite';
import { type ComponentSheets, componentSheets, type StyleHook } from './component-sheets.ts';

/**
 * The components' styles as files of the build. The library writes them while a page runs: a third of its code, and of the
 * time until a first page stands. Here each of its style modules becomes its finished sheet and a hook that does
 * nothing, so that a page loads the sheets of what it shows and no page writes any.
 */
export function componentStyles(): Plugin {
  let made: ComponentSheets | undefined;
  const sheets = () => {
    made ??= componentSheets();
    return made;
  };
  const hooksOf = new Map<string, readonly StyleHook[]>();
  return {
    name: 'component-styles',
    // `npm run console` shows the sources as they are.
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(sheetPrefix) ? id : undefined),
    load: (id) => {
      if (!id.startsWith(sheetPrefix)) return undefined;
      const file = id.slice(sheetPrefix.length, -'.css'.length);
      return file === 'shared' ? sheets().shared : sheets().of(file, hooksOf.get(file) ?? []);
    },
    transform(code, id) {
      const file = /\/antd\/es\/(.+)\.js$/.exec(id)?.[1];
      if (file === undefined) return undefined;
      const replaced = replacements[file];
      if (replaced !== undefined) return { code: replaced(sheets()), map: null };
      if (!/(^|\/)style(\/|$)/.test(file) || !/gen(StyleHooks|SubStyleComponent|ComponentStyleHook)\(/.test(code))
        return undefined;
      const { body } = this.parse(code) as unknown as { readonly body: readonly Node[] };
      const hooks = body.flatMap(hooksIn);
      hooksOf.set(file, hooks);
      return { code: `import '${sheetPrefix}${file}.css';\n${withoutStyles(code, body)}`, map: null };
    },
  };
}

const sheetPrefix = '/@component-sheets/';

/** Modules of the library that only write styles, and what is left of them. */
const replacements: Readonly<Record<string, (sheets: ComponentSheets) => string>> = {
  'theme/util/genStyleUtils': () => `
    const none = ['', ''];
    export const genStyleHooks = () => () => none;
    export const genComponentStyleHook = () => () => '';
    export const genSubStyleComponent = () => () => null;
    export const genCssVar = (prefix, component) => {
      const start = '--' + prefix.replace(/\\./g, '') + '-' + component + '-';
      return [
        (name) => start + name,
        (name, otherwise) => otherwise ? 'var(' + start + name + ', ' + otherwise + ')' : 'var(' + start + name + ')',
      ];
    };`,
  'theme/util/useResetIconStyle': () => 'export default () => {};',
  'theme/themes/default/theme': () => 'export default {};',
  'theme/useToken': ({ tokens }) => `
    import '${sheetPrefix}shared.css';
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const token = [{}, { ...${JSON.stringify(tokens)}, motion }, '', {}, undefined, true];
    export default () => token;
    export const unitless = {};`,
};

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** What a statement exports that wears styles. */
function hooksIn(statement: Node): readonly StyleHook[] {
  const [call] = callsIn(statement);
  if (call === undefined) return [];
  const { kind, name } = call;
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      return [{ exported: 'default', kind, name }];
    case 'ExportNamedDeclaration':
      return namesIn(statement).map((exported) => ({ exported, kind, name }));
    default:
      throw new Error(`${name} wears styles in a way that is not known: look at what the library does now`);
  }
}

function namesIn({ declaration }: Node): readonly string[] {
  const { declarations = [] } = declaration as { readonly declarations?: readonly { readonly id: { name: string } }[] };
  return declarations.map(({ id }) => id.name);
}

interface StyleCall {
  readonly kind: StyleHook['kind'];
  readonly name: string;
  /** Where what makes the styles stands: all arguments but the name. */
  readonly from: number;
  readonly to: number;
}

function callsIn(value: unknown): readonly StyleCall[] {
  if (Array.isArray(value)) return value.flatMap(callsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, callee, arguments: given } = value as { type?: string; callee?: Node; arguments?: readonly Node[] };
  const [first] = given ?? [];
  const maker = type === 'CallExpression' && callee?.type === 'Identifier' ? String(callee.name) : '';
  if (first !== undefined && /^gen(StyleHooks|SubStyleComponent|ComponentStyleHook)$/.test(maker)) {
    const kind = maker === 'genSubStyleComponent' ? 'component' : 'hook';
    return [{ kind, name: nameIn(first), from: first.end, to: given?.at(-1)?.end ?? first.end }];
  }
  return Object.values(value).flatMap(callsIn);
}

/** Of `'Button'`, or of `['Button', 'compact']`. */
function nameIn(first: Node): string {
  const { elements } = first as { readonly elements?: readonly Node[] };
  return (elements ?? [first]).map(({ value }) => String(value)).join('-');
}

/** The bundler leaves out what nothing refers to any more. */
function withoutStyles(code: string, body: readonly Node[]): string {
  return body
    .flatMap(callsIn)
    .toReversed()
    .reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), code);
}
