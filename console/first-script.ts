import type { Plugin } from 'vite';

/**
 * An entry that the document runs as soon as it has come, before the pages' own code, which is fifty times as much. Both are
 * modules of one build: what the first has begun is what the second finds.
 */
export function firstScript(name: string): Plugin {
  return {
    name: 'first-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunk = Object.values(bundle).find((each) => each.type === 'chunk' && each.isEntry && each.name === name);
        if (chunk === undefined) throw new Error(`there is no entry ${name}`);
        const attrs = { type: 'module', async: true, src: `/${chunk.fileName}` };
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}
