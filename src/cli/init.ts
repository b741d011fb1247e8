import { randomBytes } from 'node:crypto';
import { createDataFolder, realSurroundings } from '../compose/folder.ts';
import { createDatabase } from '../compose/postgres.ts';
import { openService } from '../compose/service.ts';
import type { Config } from '../config.ts';
import { logTo } from '../logger.ts';
import { bootstrap } from '../usecases/access/bootstrap.ts';

/** @throws Error when the data folder is not empty, or the database holds a ledger already. */
export async function init(config: Config, origin: string, print: (line: string) => void): Promise<void> {
  const { clock } = realSurroundings;
  if (config.database === undefined) createDataFolder(config.dataDir, origin, clock);
  else await createDatabase(config, config.database, origin, clock);
  const service = await openService(config, logTo('silent'), realSurroundings);
  try {
    const password = randomBytes(12).toString('base64url');
    await bootstrap(service.ports, { login: 'security', password });
    print(`Made ${config.dataDir} for the ledger ${origin}.`);
    print('The security administrator logs in once with this password and must change it:');
    print(`  login     security\n  password  ${password}`);
    print(
      'Keep the folder keys/ apart and safe: with it entries and tokens can be forged, without it none can be made.',
    );
  } finally {
    await service.close();
  }
}
