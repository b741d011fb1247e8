/** The day that it is in Shanghai, by the clock of this device; the service decides by its own. */
export function todayInShanghai(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
