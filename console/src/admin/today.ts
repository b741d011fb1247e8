/** The day it is in Shanghai, where the dates of the service belong. */
export function today(): string {
  return day.format(new Date());
}

/** The only usual form that is written as the API writes it. */
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
