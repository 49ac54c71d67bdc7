// A worker that hosts a pool, as the page's does, and ends one of the pool's workers when it is told to: nobody is told of that.

import { expose } from 'comlink';
import type { RunEvent } from '../../src/lab/records/events.js';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import type { PooledWorker } from '../../src/runner/pool/member.js';
import { PoolBackend } from '../../src/runner/pool/pool-backend.js';
import { kernelModule, pooled } from '../../src/worker/training/cores.js';
import { livingWorker } from '../../src/worker/life.js';
import { poolInfo } from './pool-info.js';
import { collect, curve } from './run-events.js';

export interface NestedPool {
  /** Events of a plan on two workers; one is killed when so many steps of `run` are reported, each time another is opened. */
  train(plan: Plan, run: string, kills: readonly number[]): Promise<RunEvent[]>;
}

/** Milliseconds between questions whether a worker lives. */
const ASK = 60;

async function openPool(): Promise<{ readonly pool: PoolBackend; readonly workers: Worker[] }> {
  const workers: Worker[] = [];
  const script = new URL('../../src/worker/training/core.ts', import.meta.url);
  const spawn = (): PooledWorker => {
    const living = livingWorker((name) => new Worker(script, { type: 'module', name }));
    workers.push(living.worker);
    return pooled(living);
  };
  const module = await kernelModule('plain');
  const pool = await PoolBackend.open({
    module,
    spawn,
    info: { ...poolInfo, threads: 2 },
    askMilliseconds: ASK,
  });
  return { pool, workers };
}

const nestedPool: NestedPool = {
  async train(plan, run, kills) {
    let current = await openPool();
    let opened = 0;
    const reopen = async (): Promise<PoolBackend> => {
      opened++;
      current = await openPool();
      return current.pool;
    };
    const reported: RunEvent[] = [];
    const events = await collect(current.pool, plan, { reopen, checkpointMilliseconds: 0 }, (batch) => {
      reported.push(...batch);
      if (curve(reported, run, 0).length > (kills[opened] ?? Infinity)) current.workers[1].terminate();
    });
    current.pool.close();
    return events;
  },
};

expose(nestedPool);
