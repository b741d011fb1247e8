import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One package as the lockfile knows it. */
interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package whose code is in the bundle, whether as files of its own or built into ours. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Its folder below the repository, as the lockfile names it. */
  readonly folder: string;
}

/**
 * What the bundle contains of others: the production dependencies and what they need, and what the pages import, which
 * the lockfile calls development because it is built into files.
 */
export function shippedPackages(repository: string): Shipped[] {
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const own = lock.packages[''];
  if (own?.dependencies === undefined) throw new Error('package-lock.json names no dependencies');
  const found = new Map<string, Shipped>();
  const visit = (name: string, from: string, optional: boolean): void => {
    const folder = placeOf(lock.packages, name, from);
    if (folder === undefined) {
      if (optional) return;
      throw new Error(`package-lock.json has no place for ${name}`);
    }
    if (found.has(folder)) return;
    const entry = lock.packages[folder] as Locked;
    found.set(folder, { name, version: entry.version, license: entry.license ?? 'unknown', folder });
    for (const next of Object.keys(entry.dependencies ?? {})) visit(next, folder, false);
    for (const next of Object.keys({ ...entry.optionalDependencies, ...entry.peerDependencies }))
      visit(next, folder, true);
  };
  for (const name of Object.keys(own.dependencies)) visit(name, '', false);
  for (const name of importedByPages(repository)) visit(name, '', false);
  return [...found.values()]
    .filter(({ folder }) => existsSync(join(repository, folder)))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** As Node looks: in the package itself, then outwards. */
function placeOf(packages: Readonly<Record<string, Locked>>, name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return undefined;
  }
}

/** The packages that the sources of the console name. */
function importedByPages(repository: string): string[] {
  const names = globSync('console/src/**/*.{ts,tsx}', { cwd: repository }).flatMap((file) =>
    [
      ...readFileSync(join(repository, file), 'utf8').matchAll(
        /(?<!')\b(?:from|import\(|import) ?'((?:@[\w.-]+\/)?\w[\w.-]*)/g,
      ),
    ].map(([, name = '']) => name),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('node:')).sort();
}

/**
 * CycloneDX as npm writes it, reduced to what is shipped. npm's own `--omit=dev` cannot be used for that: it leaves out
 * production packages that development needs as well (zod was one), and all of the pages. What names this machine or this
 * moment is replaced, so that the same sources give the same bytes.
 *
 * @throws Error when npm does not know a package that is shipped.
 */
export function writeSbom(repository: string, to: string, shipped: readonly Shipped[], version: string): void {
  const text = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: maxSbomBytes,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const sbom = JSON.parse(text) as Sbom;
  const { component } = sbom.metadata;
  const wanted = new Map(shipped.map((one) => [`${one.name}@${one.version}`, one]));
  const components = sbom.components.filter((one) => wanted.has(`${one.name}@${one.version}`));
  const named = new Set(components.map((one) => `${one.name}@${one.version}`));
  const missing = [...wanted.keys()].filter((name) => !named.has(name));
  if (missing.length > 0) throw new Error(`npm sbom does not name ${missing.join(', ')}`);
  const refs = new Set(components.map((one) => one['bom-ref']));
  const root = component['bom-ref'];
  const content = {
    $schema: sbom.$schema,
    bomFormat: sbom.bomFormat,
    specVersion: sbom.specVersion,
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      // The name of the checkout's folder stands where the package's belongs.
      component: { ...component, name: 'rx12', version, type: 'application' },
    },
    components: components.map((one) => ({ ...one, scope: 'required' })),
    dependencies: sbom.dependencies
      .filter(({ ref }) => ref === root || refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
  writeFileSync(to, `${JSON.stringify(content, null, 2)}\n`);
}

const maxSbomBytes = 64 * 1_024 * 1_024;

interface Sbom {
  readonly $schema: string;
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> & { readonly 'bom-ref': string } };
  readonly components: readonly { readonly name: string; readonly version: string; readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/**
 * Copies every licence that a shipped package carries, and lists all packages with what they are under.
 *
 * @throws Error for a package that says nothing of its licence.
 */
export function writeLicences(repository: string, to: string, shipped: readonly Shipped[]): void {
  const lines = shipped.map((one) => {
    if (one.license === 'unknown') throw new Error(`${one.name} does not say what licence it is under`);
    const folder = `${one.name.replace('/', '__')}@${one.version}`;
    const texts = readdirSync(join(repository, one.folder)).filter((name) =>
      /^(licen[cs]e|copying|notice)/i.test(name),
    );
    for (const name of texts) {
      mkdirSync(join(to, folder), { recursive: true });
      cpSync(join(repository, one.folder, name), join(to, folder, name), { recursive: true });
    }
    return `${one.name} ${one.version}: ${one.license}${texts.length > 0 ? '' : ' (the package carries no text)'}`;
  });
  mkdirSync(dirname(join(to, 'PACKAGES.txt')), { recursive: true });
  writeFileSync(join(to, 'PACKAGES.txt'), `${[...new Set(lines)].join('\n')}\n`);
}
