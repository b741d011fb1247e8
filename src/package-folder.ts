/** What lies beside the program: seeds, migrations, pages. Both `src` and `dist` lie in the package's folder. */
export const packageFolder = new URL('../', import.meta.url);
