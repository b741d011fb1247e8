import { createRequire } from 'node:module';
import type * as cssinjs from '@ant-design/cssinjs';
import type { ConfigProvider, ThemeConfig } from 'antd';
import type * as react from 'react';
import type * as server from 'react-dom/server';
import { theme } from './src/app/theme.ts';

/**
 * The style sheets of the components, as they would write them while the page runs: here once, by the build.
 *
 * The library's CommonJS half is asked, because Node cannot read the other; both are the same sources.
 */
export interface ComponentSheets {
  /**
   * @param file of the library's styles, such as `button/style/index`.
   * @param hooks its exports that wear styles, and what they are called: `Button`, or `Button-compact`.
   */
  of(file: string, hooks: readonly StyleHook[]): string;
  /** What every component reads: sizes and colours, resets of links and icons. */
  readonly shared: string;
  /** The values behind the theme's names, for components that reckon with them. */
  readonly tokens: Readonly<Record<string, unknown>>;
}

export interface StyleHook {
  readonly exported: string;
  readonly name: string;
  readonly kind: 'hook' | 'component';
}

export function componentSheets(): ComponentSheets {
  let tokens: Readonly<Record<string, unknown>> = {};
  const shared = worn(() => {
    const [, real] = useToken();
    tokens = real;
    // Any component's: what is shared comes with each.
    styleOf('button/style/index', 'default')('ant-btn', 'ant-btn');
    resetIconStyle('anticon', undefined);
    return null;
  });
  return {
    of: (file, hooks) => {
      const entries = worn(() =>
        hooks.map(({ exported, name, kind }) => {
          const prefixCls = prefixOf(name);
          const wear = styleOf(file, exported);
          if (kind === 'component')
            return createElement(wear as unknown as react.FC<{ readonly prefixCls: string }>, {
              key: exported,
              prefixCls,
            });
          wear(prefixCls, prefixCls);
          return null;
        }),
      );
      const own = entries.filter(({ path }) => !isShared(path) && path[0] !== 'token');
      if (!own.some(({ path }) => path[0] === 'style')) throw new Error(`${file} wore no style`);
      return sheetOf(own);
    },
    shared: sheetOf(shared.filter(({ path }) => isShared(path) || path[0] === 'token')),
    tokens: Object.fromEntries(
      // Shades, of which only sheets make use.
      Object.entries(tokens).filter(([name]) => !/^[a-z]+-?\d+$/.test(name) && !name.startsWith('_')),
    ),
  };
}

const load = createRequire(import.meta.url);
const { createElement } = load('react') as typeof react;
const { renderToStaticMarkup } = load('react-dom/server') as typeof server;
const { createCache, extractStyle, StyleProvider } = load('@ant-design/cssinjs') as typeof cssinjs;
const provider = (load('antd/lib/config-provider') as { default: typeof ConfigProvider }).default;
const useToken = (load('antd/lib/theme/useToken') as { default: () => [unknown, Record<string, unknown>] }).default;
const resetIconStyle = (load('antd/lib/theme/util/useResetIconStyle') as { default: (...of: unknown[]) => unknown })
  .default;

type Wear = (prefixCls: string, rootCls: string) => unknown;

function styleOf(file: string, exported: string): Wear {
  const found = (load(`antd/lib/${file}`) as Record<string, Wear | undefined>)[exported];
  if (found === undefined) throw new Error(`antd/lib/${file} has no ${exported}`);
  return found;
}

interface Entry {
  readonly path: readonly string[];
  readonly css: string;
}

/** @returns what was written while something was rendered, by what wrote it. */
function worn(render: () => react.ReactNode): readonly Entry[] {
  const cache = createCache();
  const themed: ThemeConfig = { ...theme, cssVar: { key } };
  renderToStaticMarkup(
    createElement(
      StyleProvider,
      { cache },
      createElement(
        provider,
        { theme: themed },
        createElement(() => render() ?? null),
      ),
    ),
  );
  return [...cache.cache].map(([path, entry]) => {
    const one = createCache();
    one.cache.set(path, entry);
    // The last rule is a list of what is in the sheet, for pages that were rendered by a server.
    const css = extractStyle(one, true).replace(/\.data-ant-cssinjs-cache-path\{[^}]*\}$/, '');
    return { path: path.split('%'), css };
  });
}

/** What is worn by each component alike. */
function isShared([kind = '', first = '']: readonly string[]): boolean {
  return kind === 'style' && (first === 'Shared' || first === 'ant-design-icons');
}

/**
 * Below every rule of ours however it is written, above those for mere elements: as it was when components put their sheets
 * before all others. Values are the document's: to give each component its own copy costs on every change of the page.
 */
function sheetOf(entries: readonly Entry[]): string {
  const css = entries.map((entry) => entry.css.replaceAll(scope, ':root')).join('');
  return `@layer base,antd;@layer antd{${css}}`;
}

const key = 'rx12-values';
const scope = new RegExp(`\\.${key}(\\.[\\w-]+)?(?=[,{])`, 'g');

/** The class that a component's styles begin with: mostly its name. */
function prefixOf(name: string): string {
  const [component = ''] = name.split('-');
  const own = prefixes[name] ?? prefixes[component];
  return `ant-${own ?? component.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`;
}

const prefixes: Readonly<Record<string, string>> = {
  Addon: 'space-addon',
  Button: 'btn',
  'Input-OTP': 'otp',
  'Input-Search': 'input-search',
  QRCode: 'qrcode',
  'Space-Compact': 'space-compact',
};
