import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { scheduleBackups } from '../backup/schedule.ts';
import { realSurroundings } from '../compose/folder.ts';
import { openService, type Service } from '../compose/service.ts';
import type { Config } from '../config.ts';
import { webhookPost } from '../doors/webhook-post.ts';
import { scheduleAccessRecord, scheduleForgetting, scheduleSending } from '../schedule.ts';

const drainMs = 10_000;
/** A tail newer than the last checkpoint is not protected by it: this bounds it to a second. */
const publishEveryMs = 1_000;
const keepTimeEveryMs = 3_600_000;

export async function serve(config: Config, log: Logger, print: (line: string) => void): Promise<void> {
  const service = await openService(config, log, { ...realSurroundings, writtenApart: true });
  const { address, logAddress } = await listen(service, config, log);
  if (logAddress !== undefined) print(`the log for outsiders is at ${logAddress}/log/checkpoint`);
  print(`rx12 serves ${config.dataDir} at ${address}`);
}

interface Addresses {
  readonly address: string;
  /** Of the log for outsiders, where it is served. */
  readonly logAddress: string | undefined;
}

/** Serves until SIGTERM or SIGINT, then finishes what is under way. @throws Error when an address cannot be listened at. */
export async function listen(service: Service, config: Config, log: Logger): Promise<Addresses> {
  const publishing = setInterval(() => {
    service.publisher.publish().catch((error: Error) => log.error(`no checkpoint was published: ${error.message}`));
  }, publishEveryMs);
  const keepingTime = setInterval(() => service.timeGuard.keep(), keepTimeEveryMs);
  const stopBackups = scheduleBackups(config, log, realSurroundings.clock.now);
  const stopSending = scheduleSending(service.ports, webhookPost(), (error) =>
    log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'the sending of what is due failed'),
  );
  const stopRecord = scheduleAccessRecord(service.ports, config.accessKeepDays, (error) =>
    log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'the access record was not kept up'),
  );
  const stopForgetting = scheduleForgetting(service.ports, (error) =>
    log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'old replies were not forgotten'),
  );
  const close = async () => {
    clearInterval(publishing);
    clearInterval(keepingTime);
    stopBackups();
    stopSending();
    stopRecord();
    stopForgetting();
    await service.close();
  };
  const grace = closeWithGrace({ delay: drainMs }, async ({ err }) => {
    if (err) log.error({ name: err.name }, 'closing after a failure');
    await close();
  });
  try {
    const address = await service.app.listen({ host: config.host, port: config.port });
    const at = config.log.listen;
    return { address, logAddress: at === undefined ? undefined : await service.logListener.listen(at) };
  } catch (error) {
    // Where the port is taken nothing may go on holding the data folder.
    grace.uninstall();
    await close();
    throw error;
  }
}
