import { isIPv6 } from 'node:net';

/**
 * The network a caller's budget is counted by: an IPv4 address, or the /64 that an IPv6 address is in, because whoever
 * has one address of it has all of them.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : groups - left.length - right.length;
  const all = [...left, ...Array.from({ length: Math.max(gap, 0) }, () => '0'), ...right];
  return `${all
    .slice(0, networkGroups)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

const groups = 8;
const networkGroups = 4;
