import { pinyin } from 'pinyin-pro';

/**
 * The syllables of a name without tones, with one space between them; ü is v. Surnames are read as surnames (单 is shan);
 * whoever enters a name may give another reading.
 */
export function namePinyin(name: string): string {
  const options = { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' } as const;
  return pinyin(name.normalize('NFKC'), options)
    .map((syllable) => syllable.trim().toLowerCase())
    .filter((syllable) => syllable !== '')
    .join(' ');
}
