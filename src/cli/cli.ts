import { Command, Option } from 'commander';
import { realSurroundings } from '../compose/folder.ts';
import { readConfig } from '../config.ts';
import { type DemoSize, demoSizes } from '../demo/plan/size.ts';
import { confirmClock } from '../log/clock-guard.ts';
import { logTo } from '../logger.ts';
import { backUp, restoreBackup } from './backup.ts';
import { demo } from './demo.ts';
import { follow } from './follow.ts';
import { askedPassword, type ImportOptions, importFile } from './import.ts';
import { init } from './init.ts';
import { acceptRestoredLedger, retireKey, rotateKey, showCheckpoint, showKeys } from './log.ts';
import { migrate } from './migrate.ts';
import { type MoveOptions, migrateStore } from './migrate-store.ts';
import { printOpenapi } from './openapi.ts';
import { checkScheme } from './scheme-check.ts';
import { type ReplayOptions, replayScheme } from './scheme-replay.ts';
import { serve } from './serve.ts';
import { verify } from './verify.ts';
import { verifyReceipt } from './verify-receipt.ts';

/** Every command of `rx12`; each is a file of its own. A failure is one sentence on standard error and exit code 1. */
export async function runCli(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  forgiveClosedPipe();
  const program = new Command('rx12')
    .description('记分制处方权管理 · points on the licence to prescribe')
    .exitOverride();

  program
    .command('init')
    .description('make a data folder: databases, keys, the ledger, and a one-time security administrator')
    .requiredOption('--origin <name>', 'the name of this ledger for ever, such as rx12.example.cn/ganzhou')
    .action(async (options: { origin: string }) => {
      await init(readConfig(environment), options.origin, print);
    });
  program
    .command('migrate')
    .description('bring the database to this release’s schema, as its owner; a data folder needs no such step')
    .action(async () => {
      await migrate(readConfig(environment), print);
    });
  program
    .command('migrate-store')
    .description(
      'move a data folder, also while it is served, into a PostgreSQL database; each run goes on where the last one ' +
        'stopped, and at the end the database is recomputed from its entries; exits 2 unless both hold the same',
    )
    .requiredOption('--from <store>', 'sqlite: and the data folder, such as sqlite:/var/lib/rx12')
    .requiredOption('--to <store>', 'the database, by the role that owns it: postgres://owner@host/database')
    .option('--writer <role>', 'the role that will serve from it; without, that of DATABASE_URL, or rx12')
    .action(async (options: MoveOptions) => {
      process.exitCode = await migrateStore(readConfig(environment), options, print);
    });
  program
    .command('serve')
    .description('serve the API from the data folder')
    .action(async () => {
      const config = readConfig(environment);
      await serve(config, logTo(config.logLevel), print);
    });
  program
    .command('demo')
    .description('make a synthetic city, print a login for each role, and serve it on loopback')
    .addOption(new Option('--size <size>', 'how much of the city').choices(Object.keys(demoSizes)).default('full'))
    .action(async ({ size }: { size: DemoSize['name'] }) => {
      await demo(environment, demoSizes[size], print);
    });
  const scheme = program.command('scheme').description('prove a scheme file before it is adopted');
  scheme
    .command('check <file>')
    .description('its form, its worked cases, and the days between it and the shipped versions; exits 2 if one fails')
    .action((file: string) => {
      process.exitCode = checkScheme(file, print);
    });
  scheme
    .command('replay <file>')
    .description('run it over the history of the data folder: who would change band, old against new')
    .option('--as-of <date>', 'the day on which bands are compared, YYYY-MM-DD; without, today')
    .option('--csv', 'CSV instead of JSON')
    .action(async (file: string, options: ReplayOptions) => {
      await replayScheme(readConfig(environment), file, options, print);
    });
  program
    .command('verify')
    .description(
      'recompute the tree, the streams and every projection, compare the schema and hold it all against the newest ' +
        'signed checkpoint; exits 2 and names the first bad entry if something differs',
    )
    .argument('[folder]', 'a backup or another data folder')
    .option('--checkpoint <file>', 'a checkpoint from elsewhere: a follower’s, or typed from paper')
    .option('--key <vkey...>', 'the ledger’s public key as published')
    .action(async (folder: string | undefined, options: { checkpoint?: string; key?: string[] }) => {
      process.exitCode = await verify(readConfig(environment), { folder, ...options }, print);
    });
  program
    .command('backup')
    .description('copy the data folder while it is being written, with a manifest of sizes, hashes and the checkpoint')
    .argument('<dir>', 'the folder that holds the backups')
    .option('--keep <n>', 'remove older ones, so that this many stay', wholeNumber)
    .option('--with-keys', 'copy the keys as well: whoever has them can forge', false)
    .action(async (target: string, { keep, withKeys }: { keep?: number; withKeys: boolean }) => {
      await backUp(readConfig(environment), realSurroundings.clock, { target, keep, withKeys }, print);
    });
  program
    .command('restore')
    .description('put a backup in the place of the data folder; what was there is moved aside')
    .argument('<backup>', 'the folder of one backup')
    .action(async (from: string) => {
      await restoreBackup(readConfig(environment), realSurroundings.clock, from, print);
    });
  program
    .command('verify-receipt')
    .description('check receipts, and with a signed head that none is missing; needs no service; exits 2 if one fails')
    .argument('<files...>', 'receipts (.tlog-proof) and statements of a head')
    .requiredOption('--key <vkey...>', 'the ledger’s public key as published; keys of other names are witnesses')
    .action((files: string[], options: { key: string[] }) => {
      process.exitCode = verifyReceipt(files, options.key, print);
    });
  program
    .command('follow')
    .description('look at a published log once: whether it extends what was seen before; exits 2 if it does not')
    .argument('<url>', 'where its listener is, such as https://rx12.example.cn:8013')
    .requiredOption('--key <vkey...>', 'the ledger’s public key as published')
    .requiredOption('--state <file>', 'where to keep what was seen; on a machine that is not the ledger’s')
    .action(async (url: string, options: { key: string[]; state: string }) => {
      process.exitCode = await follow(url, options, print);
    });
  addLogCommands(program.command('log').description('the published ledger: its checkpoint, its keys'), environment);
  program
    .command('clock')
    .description('the clock of this machine, where writes wait because it is far ahead of what is known')
    .command('confirm')
    .description('say that the clock is right; a running service sees it with the next write')
    .action(() => {
      const { dataDir } = readConfig(environment);
      print(`The clock is right: it is ${confirmClock(dataDir, realSurroundings.clock)}.`);
    });
  program
    .command('import')
    .description('send a file of drug-cost data to the running server; exits 2 if it is refused')
    .argument('<file>', 'CSV (UTF-8 or GB18030) or XLSX')
    .requiredOption('--login <name>', 'whose file it is; the password is asked for, or read from standard input')
    .requiredOption('--dataset <name>', 'inpatientRows, drugLines, inpatientReturn, outpatientReturn or reviewReturn')
    .option('--hospital <id>', 'the hospital; returns may name theirs in each row')
    .option('--grouper <name>', 'what grouped the cases, with its version, such as "CHS-DRG 2.0"')
    .option('--url <url>', 'where the server is; without, as in the settings')
    .option('--dry-run', 'check everything and store nothing', false)
    .action(async (file: string, { url, ...options }: Omit<ImportOptions, 'url'> & { url?: string }) => {
      const server = (url ?? readConfig(environment).publicUrl).replace(/\/$/, '');
      const password = await askedPassword(options.login);
      process.exitCode = await importFile(file, { ...options, url: server }, password, print);
    });
  program
    .command('openapi')
    .description('print openapi.yaml')
    .action(async () => {
      await printOpenapi(print);
    });

  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    const { exitCode } = error as { exitCode?: number };
    if (exitCode === undefined) process.stderr.write(`rx12: ${(error as Error).message}\n`);
    process.exitCode = exitCode ?? 1;
  }
}

function addLogCommands(log: Command, environment: NodeJS.ProcessEnv): void {
  const config = () => readConfig(environment);
  const context = () => ({ config: config(), surroundings: realSurroundings });
  log
    .command('checkpoint')
    .description('print the newest checkpoint; --page makes it an HTML page for paper, with a QR code')
    .option('--page')
    .action(async (options: { page?: boolean }) => {
      await showCheckpoint(config(), options.page ? 'page' : 'note', new Date().toISOString(), print);
    });
  log
    .command('keys')
    .description('print the public keys that sign now, to be handed out')
    .action(async () => {
      await showKeys(context(), print);
    });
  const decided = (command: Command) =>
    command
      .requiredOption('--reason <text>', 'why, as it will stand in the ledger for ever')
      .requiredOption('--by <name>', 'who answers for it');
  decided(log.command('accept-restore'))
    .description('let a ledger go on that does not extend its checkpoint, and record the gap in it')
    .action(async (options: { reason: string; by: string }) => {
      await acceptRestoredLedger(context(), options, print);
    });
  decided(log.command('rotate-key'))
    .description('make a new key; the old one signs beside it until retire-key')
    .action(async (options: { reason: string; by: string }) => {
      await rotateKey(context(), options, print);
    });
  log
    .command('retire-key')
    .description('end the old key of a rotation; receipts of its time stay valid')
    .action(async () => {
      await retireKey(context(), print);
    });
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error('--keep takes a whole number from 1 to 9999');
  return Number(text);
}

/** Whoever reads has seen enough, as in `rx12 openapi | head`: what is still printed is lost, the exit code is not. */
function forgiveClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
