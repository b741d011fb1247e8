import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Style as a test: what a reader may rely on, wherever they are in this repository. */

const root = fileURLToPath(new URL('..', import.meta.url));
const tracked = trackedFiles();
const code = tracked.filter((name) => /^(src|test|bench|console|deploy)\/.*\.tsx?$/.test(name));
const sources = code.filter((name) => name.startsWith('src/'));
const pages = code.filter((name) => name.startsWith('console/src/'));

interface Layer {
  /** What the layer is: a folder, or the beginning of a name. */
  readonly of: string;
  readonly may: readonly string[];
  /** Only for types: erased before anything runs. */
  readonly mayType?: readonly string[];
  readonly packages: readonly RegExp[];
}

const node = /^node:/;

/** Who may import whom. The first layer whose name a file begins with is its own; a file may always import its layer. */
const layers: readonly Layer[] = [
  { of: 'core/', may: [], packages: [/^zod$/, /^ml-matrix$/] },
  { of: 'messages/', may: ['core/'], packages: [] },
  { of: 'papers/', may: ['core/', 'messages/'], packages: [] },
  { of: 'hashing.ts', may: [], mayType: ['core/'], packages: [node] },
  { of: 'package-folder.ts', may: [], packages: [] },
  { of: 'logger.ts', may: [], packages: [/^pino$/] },
  {
    of: 'store/',
    may: ['core/', 'hashing.ts', 'package-folder.ts'],
    packages: [node, /^better-sqlite3$/, /^drizzle-orm/, /^pg$/, /^dataloader$/],
  },
  { of: 'intake/', may: ['core/'], mayType: ['store/'], packages: [node, /^saxes$/, /^yauzl$/, /^yaml$/] },
  { of: 'library.ts', may: ['core/', 'package-folder.ts'], packages: [node, /^yaml$/] },
  {
    of: 'usecases/',
    may: ['core/', 'hashing.ts', 'intake/table.ts'],
    mayType: ['store/'],
    packages: [/^node:(stream|timers)/, /^pinyin-pro$/],
  },
  {
    of: 'http/',
    may: ['core/', 'usecases/', 'messages/', 'papers/', 'hashing.ts', 'logger.ts', 'package-folder.ts'],
    mayType: ['store/'],
    packages: [
      node,
      /^@?fastify/,
      /^cookie$/,
      /^fast-json-stringify$/,
      /^jose$/,
      /^pino$/,
      /^prom-client$/,
      /^yaml$/,
      /^zod/,
    ],
  },
  { of: 'log/', may: ['core/', 'hashing.ts', 'logger.ts'], mayType: ['store/', 'usecases/'], packages: [/./] },
  {
    of: 'backup/',
    may: ['core/', 'log/', 'store/', 'hashing.ts'],
    mayType: ['config.ts'],
    packages: [node, /^zod$/, /^pino$/],
  },
  {
    of: 'demo/',
    may: ['core/', 'usecases/', 'intake/', 'library.ts', 'passwords.ts', 'hashing.ts', 'package-folder.ts'],
    mayType: ['store/', 'http/'],
    packages: [node, /^yaml$/, /^zod$/],
  },
  { of: 'passwords.ts', may: [], mayType: ['usecases/'], packages: [node] },
  { of: 'doors/common-passwords.ts', may: [], packages: [node, /^@zxcvbn-ts\/language-common$/] },
  {
    of: 'doors/outside-issuer.ts',
    may: ['core/', 'log/'],
    mayType: ['usecases/'],
    packages: [node, /^openid-client$/],
  },
  { of: 'doors/syslog.ts', may: ['core/'], mayType: ['store/'], packages: [node, /^pino$/] },
  { of: 'doors/totp.ts', may: [], mayType: ['usecases/'], packages: [node, /^otpauth$/] },
  // These wire: they know everything and nothing but the commands knows them.
  { of: 'keys.ts', may: ['log/', 'core/'], packages: [node] },
  { of: 'ids.ts', may: ['core/'], packages: [] },
  { of: 'config.ts', may: ['core/'], packages: [node, /^zod$/] },
  { of: 'doors/webhook-post.ts', may: [], mayType: ['usecases/'], packages: [node] },
  { of: 'worker', may: ['core/', 'intake/', 'store/', 'worker'], packages: [node] },
  { of: 'schedule.ts', may: ['core/', 'usecases/'], mayType: ['store/'], packages: [node] },
  { of: 'compose', may: [''], packages: [/./] },
  { of: 'cli/', may: [''], packages: [/./] },
  { of: 'main.ts', may: ['cli/'], packages: [node] },
];

/** What several use cases stand on. Any other use case is imported by doors, never by another. */
const sharedUsecases = [
  'alert-list',
  'budget',
  'context',
  'cost',
  'cost-answer',
  'cost-by-ward',
  'cost-context',
  'cost-door',
  'cost-live',
  'cost-series',
  'cost-units',
  'deduction-finding',
  'deduction-load',
  'deduction-reach',
  'deduction-sign',
  'deduction-view',
  'doctor-import-row',
  'doctor-memo',
  'doctor-numbers',
  'doctor-sign',
  'dossier',
  'entrance',
  'finding-reach',
  'manager',
  'name-pinyin',
  'new-password',
  'open-steps',
  'paused-records',
  'published-log',
  'reached-hospitals',
  'register',
  'retry',
  'right',
  'right-check-count',
  'right-list',
  'sanction-list',
  'signal-series',
  'signer',
  'worksheet-plan',
];

describe('the dependency rule', () => {
  const imports = sources.flatMap((name) => importsOf(name, read(name)));

  it('was read from every file', () => {
    expect(sources.length).toBeGreaterThan(180);
    expect(imports.length).toBeGreaterThan(800);
  });

  it('holds', () => {
    expect(imports.flatMap(violationOf)).toEqual([]);
  });

  it('would notice each kind of breach', () => {
    const planted = (name: string, text: string) => importsOf(name, text).flatMap(violationOf);
    expect(planted('src/core/x.ts', "import { a } from '../store/contract.ts';")).toHaveLength(1);
    expect(planted('src/core/x.ts', "import { readFileSync } from 'node:fs';")).toHaveLength(1);
    expect(planted('src/usecases/x.ts', "import { a } from '../store/sqlite.ts';")).toHaveLength(1);
    expect(planted('src/usecases/x.ts', "import type { Store } from '../store/contract.ts';")).toHaveLength(0);
    expect(planted('src/usecases/deduction-record.ts', "import { a } from './ward.ts';")).toHaveLength(1);
    expect(planted('src/usecases/ward.ts', "import { a } from './context.ts';")).toHaveLength(0);
    expect(planted('src/http/api/x.ts', "const { a } = await import('../../store/sqlite.ts');")).toHaveLength(1);
    expect(planted('src/store/x.ts', "export { a } from '../usecases/context.ts';")).toHaveLength(1);
    expect(planted('src/nowhere.ts', "import { a } from './core/time.ts';")).toHaveLength(1);
  });

  it('leads to files that exist', () => {
    const missing = imports.filter(({ to }) => to.kind === 'file' && !existsSync(join(root, 'src', to.name)));
    expect(missing.map(({ from, to }) => `${from} → ${to.name}`)).toEqual([]);
  });
});

describe('the console', () => {
  const imports = pages.flatMap((name) => importsOf(name, read(name)));

  it('reaches the service by its API alone, and the pages of one role nothing of another role', () => {
    expect(imports.length).toBeGreaterThan(150);
    expect(imports.flatMap(consoleViolationOf)).toEqual([]);
  });

  it('would be noticed doing so', () => {
    const planted = (name: string, text: string) => importsOf(name, text).flatMap(consoleViolationOf);
    const page = 'console/src/doctor/x.tsx';
    expect(planted(page, "import { a } from '../../../src/core/time.ts';")).toHaveLength(1);
    expect(planted(page, "import { a } from '../auditor/x.tsx';")).toHaveLength(1);
    expect(planted(page, "import { a } from '../../../pages/verify-receipt/page.ts';")).toHaveLength(1);
    expect(planted(page, "import { a } from 'node:fs';")).toHaveLength(1);
    expect(planted(page, "import { a } from '../parts/page.tsx';")).toHaveLength(0);
    expect(planted('console/src/parts/x.tsx', "import { a } from '../doctor/clock.ts';")).toHaveLength(1);
    expect(planted('console/src/app/all-pages.ts', "import { a } from '../doctor/pages.tsx';")).toHaveLength(0);
    expect(planted('console/src/app/first-pages.ts', "import { a } from '../doctor/first-page.ts';")).toHaveLength(0);
    expect(planted('console/src/app/first-pages.ts', "import { a } from '../doctor/pages.tsx';")).toHaveLength(1);
  });
});

describe('core', () => {
  const pure = sources.filter((name) => name.startsWith('src/core/'));

  it('has no clock and no chance of its own', () => {
    expect(pure.length).toBeGreaterThan(50);
    const impure = /\b(Date\.now|Math\.random|performance\.now|process\.(env|hrtime|uptime)|setTimeout)|new Date\(\)/;
    expect(pure.filter((name) => impure.test(withoutComments(read(name))))).toEqual([]);
    expect(impure.test('const now = Date.now();')).toBe(true);
  });
});

describe('the source', () => {
  it('reads the process environment in one place, handed to it by the command', () => {
    const readers = sources.filter((name) => /process\.env|node:process/.test(withoutComments(read(name))));
    expect(readers).toEqual(['src/main.ts']);
  });

  it('never searches identifiers with like', () => {
    const likes = [...sources, ...tracked.filter((name) => name.endsWith('.sql'))].filter((name) =>
      /\blike\s+[?'$:]|\b(like|ilike)\(/.test(withoutComments(read(name))),
    );
    expect(likes).toEqual([]);
  });

  it('has no any, no non-null assertion and no enum', () => {
    const found = [...sources, ...pages].flatMap((name) => forbiddenIn(name, read(name)));
    expect(found).toEqual([]);
    expect(forbiddenIn('x.ts', 'const a: any = b!; enum C { D }')).toHaveLength(3);
  });

  it('has no file over 300 lines, and no test over 500: its cases are read one at a time', () => {
    const limit = (name: string) => (name.startsWith('test/') ? maxTestLines : maxLines);
    const long = code.filter((name) => read(name).split('\n').length - 1 > limit(name));
    expect(long.map((name) => `${name} ${read(name).split('\n').length - 1}`)).toEqual([]);
  });

  it('has no folder over 20 files', () => {
    const folders = Map.groupBy(code, (name) => dirname(name));
    const crowded = [...folders].filter(([, names]) => names.length > maxFiles);
    expect(crowded.map(([folder, names]) => `${folder} ${names.length}`)).toEqual([]);
  });

  it('has no barrel and no drawer for odds and ends', () => {
    expect(code.filter((name) => /(^|\/)(index\.ts|utils?|helpers?|common|types)(\/|\.ts$|$)/.test(name))).toEqual([]);
  });

  it('leaves no test behind that is skipped or alone', () => {
    const tests = code.filter((name) => name.endsWith('.test.ts') && name !== 'test/tidy.test.ts');
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((name) => /\b(it|test|describe)\.(only|skip|todo)\b/.test(read(name)))).toEqual([]);
  });
});

describe('the repository', () => {
  it('names no machine and no registry', () => {
    const texts = tracked.filter((name) => /\.(ts|md|json|yaml|yml|sql|css|html|c)$|\.ci\/run$|\.npmrc$/.test(name));
    expect(texts.length).toBeGreaterThan(200);
    const said = texts.filter((name) => name !== 'test/tidy.test.ts' && machine.test(read(name)));
    expect(said).toEqual([]);
    expect(machine.test(`"resolved": "https://${['registry', 'npmjs', 'org'].join('.')}/zod"`)).toBe(true);
    expect(machine.test('see /home/me/notes')).toBe(true);
  });

  it('finds what lies beside the program in one place: what is built lies in another folder than its sources', () => {
    const own = ['src/main.ts', 'src/package-folder.ts', 'src/doors/common-passwords.ts', 'src/http/docs.ts'];
    const asking = sources.filter((name) => withoutComments(read(name)).includes('import.meta'));
    expect(asking).toContain('src/package-folder.ts');
    // Threads lie beside whoever starts them, and packages are asked for by name.
    expect(asking.filter((name) => !name.startsWith('src/worker') && !own.includes(name))).toEqual([]);
  });

  it('locks every package by hash, and says nothing of where it was fetched', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
    const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
    expect(packages.length).toBeGreaterThan(300);
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name)).toEqual([]);
    expect(packages.filter(([, entry]) => entry.integrity === undefined).map(([name]) => name)).toEqual([]);
  });
});

const maxLines = 300;
const maxTestLines = 500;
const maxFiles = 20;
const machine = /\/(home|root|Users|work)\/[a-z]|registry\.(npmjs|yarnpkg)|npmmirror|artifactory|verdaccio/;

interface Import {
  readonly from: string;
  readonly to: { readonly kind: 'file' | 'package'; readonly name: string };
  readonly typeOnly: boolean;
}

function importsOf(name: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const own = specifier.text.startsWith('.');
    const to = own ? normalize(join(dirname(name), specifier.text)).replace(/^src\//, '') : specifier.text;
    found.push({ from: name.replace(/^src\//, ''), to: { kind: own ? 'file' : 'package', name: to }, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const allTypes = named !== undefined && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly);
      add(node.moduleSpecifier, clause?.isTypeOnly === true || (allTypes && clause?.name === undefined));
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  return found;
}

const rolesAreKnownTo = [
  ['console/src/app/all-pages.ts', '/pages.tsx'],
  ['console/src/app/first-pages.ts', '/first-page.ts'],
] as const;
const consoleShared = ['api', 'app', 'charts', 'language', 'parts', 'session', 'shell'];
const consolePackages =
  /^(react|react-dom|react-router|antd|echarts|dayjs)(\/|$)|^@ant-design\/icons$|^@noble\/hashes\/|^@tanstack\/react-query$|^openapi-fetch$/;

const receiptChecker = 'pages/verify-receipt/checked.ts';

/** Roles stand on what is shared, never on each other; only the lists of all pages, and of the first of each, know the roles. */
function consoleViolationOf({ from, to }: Import): string[] {
  const said = [`${from} → ${to.name}`];
  if (to.kind === 'package') return consolePackages.test(to.name) ? [] : said;
  // The checker of receipts is that of the page that stands by itself.
  if (to.name === receiptChecker) return [];
  const [, , own = ''] = from.split('/');
  const [top, folder, target = ''] = to.name.split('/');
  if (top !== 'console' || folder !== 'src') return said;
  if (target === own || consoleShared.includes(target)) return [];
  const [, end] = rolesAreKnownTo.find(([by]) => by === from) ?? [];
  return end !== undefined && to.name.endsWith(end) ? [] : said;
}

function violationOf({ from, to, typeOnly }: Import): string[] {
  const layer = layers.find(({ of }) => from.startsWith(of));
  const said = `${from} → ${to.name}`;
  if (layer === undefined) return [`${from} belongs to no layer`];
  if (to.kind === 'package') return layer.packages.some((allowed) => allowed.test(to.name)) ? [] : [said];
  if (layer.of === 'usecases/' && to.name.startsWith('usecases/')) {
    return sharedUsecases.includes(basename(to.name, '.ts')) ? [] : [said];
  }
  const allowed = [layer.of, ...layer.may, ...(typeOnly ? (layer.mayType ?? []) : [])];
  return allowed.some((beginning) => to.name.startsWith(beginning)) ? [] : [said];
}

function forbiddenIn(name: string, text: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${name}:${line} any`);
    if (ts.isNonNullExpression(node)) found.push(`${name}:${line} !`);
    if (ts.isEnumDeclaration(node)) found.push(`${name}:${line} enum`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

/** What git keeps, or, where there is no git, what lies in the folders. */
function trackedFiles(): string[] {
  try {
    const text = execFileSync('git', ['-C', root, 'ls-files', '-z'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text.split('\0').filter((name) => name !== '' && existsSync(join(root, name)));
  } catch {
    const folders = ['src', 'test', 'bench', 'deploy', 'migrations', 'seeds', '.ci'].filter((name) =>
      existsSync(join(root, name)),
    );
    const inside = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    );
    const top = readdirSync(root).filter((name) => /\.(json|md|ts|yaml)$|^\.npmrc$/.test(name));
    return [...inside, ...top].filter((name) => statSync(join(root, name)).isFile());
  }
}

function read(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}
