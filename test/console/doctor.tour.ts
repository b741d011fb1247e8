import { expect, it } from 'vitest';
import { type ConsoleRig, seriousFindings } from '../support/console.ts';

export function doctorTour(rig: () => ConsoleRig): void {
  it('shows the card with what is left, the next threshold and what waits, on a phone', async () => {
    const page = await rig().open({ login: 'doctor', phone: true });
    await page.getByRole('img', { name: '10 剩余分, 满分 12' }).waitFor();
    await page.getByText('再记 1 分').waitFor();
    await page.getByText(rig().tour.doctor.licenceNo).waitFor();
    await page.getByText('陈述或确认知悉').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });
}
