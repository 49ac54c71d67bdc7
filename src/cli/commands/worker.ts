import { availableParallelism } from 'node:os';
import { loadNats } from '../cluster/nats.js';
import { readCreds } from '../cluster/accounts.js';
import { readNumber } from '../cluster/server-options.js';
import { inboxOf } from '../cluster/subjects.js';
import { UnitTrainer } from '../cluster/train-unit.js';
import { Worker } from '../cluster/worker.js';
import { engineOptions, engineUsage, openBackend, prepareEngine, readEngine } from '../host/engine.js';
import { Interruption } from '../run/interruption.js';
import { readTextSetting } from '../run/read-plan.js';
import { parseOptions, printJson, UsageError, type Command } from '../shared/command.js';
import { readInput } from '../shared/files.js';

export const worker: Command = {
  summary: 'train runs that serve hands out',
  usage: `worker --creds FILE --nats URL [--slots N] [--exit-idle S]

Trains runs of the experiment that serve hands out, one after another, until all are trained. It may be killed at any time:
what it was training goes to another worker. Ctrl-C and SIGTERM give that back at once. It waits for a server that is away.
  --creds FILE       what serve wrote for workers: it is secret, and enough to take part
  --nats URL         where serve listens, e.g. nats://127.0.0.1:4222
  --slots N          runs to train at a time, which share the cores: 1
  --exit-idle S      end after so many seconds without work
  --ca FILE          certificate to trust, where that of the server is not a public one
  --set task.file=PATH
                     the text that the experiment learns
${engineUsage}
  --json             print one JSON document at the end
Exit codes: 0 done, 1 stopped, 2 bad input or not let in, 3 --engine gpu found no usable GPU.`,

  async run(args) {
    const options = {
      creds: { type: 'string' },
      nats: { type: 'string' },
      slots: { type: 'string' },
      'exit-idle': { type: 'string' },
      ca: { type: 'string' },
      set: { type: 'string' },
      json: { type: 'boolean' },
      ...engineOptions,
    } as const;
    const values = parseOptions(args, options);
    const { creds, nats: url, ca } = values;
    if (creds === undefined) throw new UsageError('--creds: expected a file that serve wrote, got none.');
    if (url === undefined) throw new UsageError('--nats: expected the address that serve printed, got none.');
    const slots = readNumber('--slots', values.slots, { from: 1, to: 256, otherwise: 1 });
    if (!Number.isInteger(slots)) throw new UsageError(`--slots: expected a whole number, got ${slots}.`);
    const idle = readNumber('--exit-idle', values['exit-idle'], { from: 0, to: 1e6, otherwise: -1 });
    const engine = readEngine({ ...values, threads: values.threads ?? threadsOf(slots, values.engine) });
    await readTextSetting(values.set);
    const credentials = await readInput(creds);
    const nats = await loadNats();
    const { sweep, name } = await readWorkerCreds(creds, () => readCreds(nats.jwt, credentials));
    const interruption = new Interruption();
    try {
      await prepareEngine(engine);
      const connecting = nats.transport.connect({
        servers: url,
        name,
        inboxPrefix: inboxOf(name),
        authenticator: nats.transport.credsAuthenticator(credentials),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
        waitOnFirstConnect: true,
        ...(ca === undefined ? {} : { tls: { caFile: ca } }),
      });
      const connection = await Promise.race([connecting, interruption.happened]);
      if (typeof connection === 'string') return 1;
      const opened = [];
      for (let slot = 0; slot < slots; slot++) opened.push(new UnitTrainer(await openBackend(engine)));
      const say = (line: string): void => console.error(line);
      const idleMilliseconds = idle < 0 ? null : idle * 1000;
      const working = new Worker({ nats, connection, sweep, name, idleMilliseconds, say }, opened);
      void interruption.happened.then(() => working.stop());
      await working.run();
      await connection.close();
      for (const trainer of opened) trainer.close();
      say(`Trained ${working.trained} ${working.trained === 1 ? 'run' : 'runs'}.`);
      if (values.json) printJson({ worker: name, trained: working.trained });
      return interruption.signal === null ? 0 : 1;
    } finally {
      interruption.end();
    }
  },
};

/** All cores, shared among the slots. */
function threadsOf(slots: number, engine: string): string | undefined {
  return engine === 'gpu' ? undefined : String(Math.max(1, Math.floor(availableParallelism() / slots)));
}

async function readWorkerCreds<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    throw new UsageError(`--creds: ${path} does not hold credentials that serve wrote.`);
  }
}
