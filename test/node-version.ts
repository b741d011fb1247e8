/** better-sqlite3 crashes the whole process on an older Node before a test can say why. */
export function setup(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 7)) return;
  throw new Error(`the tests need Node 24.7 or newer; this is ${process.versions.node}: run them with npm test`);
}
