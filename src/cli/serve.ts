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
  const service = await openService(config, log, realSurroundings);
  const address = await listen(service, config, log);
  if (config.log.listen !== undefined) {
    print(`the log for outsiders is at ${await service.logListener.listen(config.log.listen)}/log/checkpoint`);
  }
  print(`rx12 serves ${config.dataDir} at ${address}`);
}

/** Serves until SIGTERM or SIGINT, then finishes what is under way. @returns the address. */
export async function listen(service: Service, config: Config, log: Logger): Promise<string> {
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
  closeWithGrace({ delay: drainMs }, async ({ err }) => {
    if (err) log.error({ name: err.name }, 'closing after a failure');
    clearInterval(publishing);
    clearInterval(keepingTime);
    stopBackups();
    stopSending();
    stopRecord();
    stopForgetting();
    await service.close();
  });
  return service.app.listen({ host: config.host, port: config.port });
}
