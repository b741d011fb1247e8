/** Whether a password stands in the list of common ones, whatever its capitals. Read when first asked: few ask. */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return (await common).has(password.toLowerCase());
}

let common: Promise<ReadonlySet<string>> | undefined;
