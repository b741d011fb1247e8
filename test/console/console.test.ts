import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../rig/chromium.ts';
import { type ConsoleRig, startConsole } from '../rig/console.ts';
import { adminTour } from './admin.tour.ts';
import { auditorTour } from './auditor.tour.ts';
import { commissionTour } from './commission.tour.ts';
import { doctorTour } from './doctor.tour.ts';
import { doorsTour } from './doors.tour.ts';
import { everywhereTour } from './everywhere.tour.ts';
import { firstLoadTour } from './first-load.tour.ts';
import { officeTour } from './office.tour.ts';
import { placesTour } from './places.tour.ts';
import { plainTour } from './plain.tour.ts';
import { registerTour } from './register.tour.ts';
import { rightsTour } from './rights.tour.ts';
import { sessionTour } from './session.tour.ts';
import { shellTour } from './shell.tour.ts';

/**
 * All of the console in one browser over one service: starting them is most of the time. Each role's tour is a file of its
 * own, named here.
 */
const path = findChromium();
/** Three minutes of browser: with CI=true, and a doctor's tour for everybody. */
const long = process.env.CI === 'true';
if (path !== undefined && !long)
  process.stderr.write(
    'LEFT OUT without CI=true: the tours of hospitals, commission, administrators and of every page\n',
  );
let started: ConsoleRig | undefined;

describe.runIf(path !== undefined)('the console', () => {
  beforeAll(async () => {
    started = await startConsole(path ?? '');
  }, startMs);
  afterAll(async () => {
    await started?.close();
  });

  const rig = (): ConsoleRig => {
    if (started === undefined) throw new Error('the console was not started');
    return started;
  };
  describe('shell', () => shellTour(rig));
  describe.runIf(long)('first load', () => firstLoadTour(rig));
  describe('session', () => sessionTour(rig));
  describe('doctor', () => doctorTour(rig));
  describe.runIf(long)('in plain words', () => plainTour(rig));
  describe.runIf(long)('auditor', () => auditorTour(rig));
  describe.runIf(long)('register', () => registerTour(rig));
  describe.runIf(long)('rights', () => rightsTour(rig));
  describe.runIf(long)('office', () => officeTour(rig));
  describe.runIf(long)('places', () => placesTour(rig));
  describe.runIf(long)('commission', () => commissionTour(rig));
  describe.runIf(long)('administrators', () => adminTour(rig));
  describe.runIf(long)('rare doors', () => doorsTour(rig));
  // Last: it plants names that look like markup.
  describe.runIf(long)('every page', () => everywhereTour(rig));

  it('made no page throw, break the policy or leave this machine in any tour', () => {
    expect(rig().complaints()).toEqual([]);
  });
});

const startMs = 120_000;
