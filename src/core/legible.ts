/** Whether text that a person wrote can be read: whole characters, and of those that control nothing but tab and line breaks. */
export function isLegible(text: string): boolean {
  return text.isWellFormed() && !controlCharacter.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point; tab and line breaks are text.
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
