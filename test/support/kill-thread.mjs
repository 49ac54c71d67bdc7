// Loaded before the command line: one of its threads is killed in the midst of training.
import { isMainThread, Worker } from 'node:worker_threads';

/** Chunks asked for until then. */
const CHUNKS = 4;

if (isMainThread) {
  const { postMessage } = Worker.prototype;
  let asked = 0;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.path?.[0] === 'submit' && ++asked === CHUNKS) void this.terminate();
    return postMessage.call(this, message, ...rest);
  };
}
