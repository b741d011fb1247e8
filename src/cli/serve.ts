import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { openService, realSurroundings } from '../compose.ts';
import type { Config } from '../config.ts';

const drainMs = 10_000;

/** Serves until SIGTERM or SIGINT, then finishes what is under way. */
export async function serve(config: Config, log: Logger, print: (line: string) => void): Promise<void> {
  const service = await openService(config, log, realSurroundings);
  closeWithGrace({ delay: drainMs }, async ({ err }) => {
    if (err) log.error({ name: err.name }, 'closing after a failure');
    await service.close();
  });
  const address = await service.app.listen({ host: config.host, port: config.port });
  print(`rx12 serves ${config.dataDir} at ${address}`);
}
