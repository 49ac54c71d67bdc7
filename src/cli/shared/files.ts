// Files that commands read and write, and what is wrong with one in words. Whatever a command writes goes through `replaceFile`, so a
// reader sees the old file or the new one, and a write that fails leaves the old one as it was.

import {
  access,
  constants,
  lstat,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../base/errors.js';

/** Throws InputError for a name without letters, which the system would call missing, without a name. */
function refuseEmpty(path: string, where = ''): void {
  if (path === '')
    throw new InputError(`${where}expected a name, got nothing; is it a variable that is empty?`);
}

/** The bytes of a file. Throws InputError if it cannot be read. */
export async function readInput(path: string): Promise<Uint8Array> {
  refuseEmpty(path);
  try {
    return await readFile(path);
  } catch (error) {
    throw new InputError(`${path}: ${fileProblem(error)}`);
  }
}

/** Calls `read`, which reads the content of a file or an option; adds its name to the errors. */
export function readingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${path}: ${error.message}`, error.field);
    throw error;
  }
}

/** Creates the folder of `--out` and checks that it is writable, before training starts. Throws InputError. */
export async function makeOutputFolder(path: string): Promise<void> {
  refuseEmpty(path, '--out: ');
  try {
    await makeFolder(path);
    await access(path, constants.W_OK);
  } catch (error) {
    throw new InputError(`--out: cannot write to ${path}: ${fileProblem(error)}`, 'out');
  }
}

/** The same for a file: creates its folder, and checks that its path is not a folder. Throws InputError. */
export async function makeRoomForFile(path: string): Promise<void> {
  await makeOutputFolder(dirname(path));
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw new InputError(`--out: expected a file, got the folder ${path}`, 'out');
}

/**
 * Creates a folder and those above it. Node's own `recursive` tries for ever where a file system allows no new folders and says that
 * there is no such folder, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || (await exists(above))) throw error;
    await makeFolder(above);
    await mkdir(path);
  }
}

/**
 * Puts `content` in the place of a file, or of none: it is written beside it and on the disk before it takes its name. A link stays a
 * link; a device or a pipe is written to as it is. Throws the errors of the system (see `isFileError`).
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const there = await stat(path).catch(missingIsNull);
  const target = there ? await realpath(path) : path;
  const isPlain = !there || there.isFile();
  // A file that is protected against writing stays, though its folder would let us replace it.
  if (there) await access(target, constants.W_OK);
  const written = isPlain ? `${target}.part` : target;
  const file = await open(written, 'w', there ? there.mode & 0o777 : undefined);
  try {
    await file.writeFile(content);
    if (isPlain) await file.sync();
  } catch (error) {
    if (isPlain) await rm(written, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  if (isPlain) await takeName(written, target);
}

/** Writes a result as `replaceFile` does, and returns whether that worked; if not, it says why on stderr. */
export async function wrote(path: string, content: string | Uint8Array): Promise<boolean> {
  try {
    await replaceFile(path, content);
    return true;
  } catch (error) {
    if (!isFileError(error)) throw error;
    console.error(`${path} was not written: ${fileProblem(error)}.`);
    return false;
  }
}

/** Gives a file that is complete and on the disk another's name, in the same folder, and that name to the disk too. */
export async function takeName(file: string, name: string): Promise<void> {
  await rename(file, name);
  await syncFolder(dirname(name));
}

/** Has the system write a folder's names to the disk. Windows does that by itself, and opens no folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Moves entries of a folder into a new one in it, `<name>-1` or the next that is free; returns its path. */
export async function moveAside(folder: string, entries: readonly string[], name: string): Promise<string> {
  let number = 1;
  while (await exists(join(folder, `${name}-${number}`))) number++;
  const aside = join(folder, `${name}-${number}`);
  await mkdir(aside);
  for (const entry of entries) await rename(join(folder, entry), join(aside, basename(entry)));
  await syncFolder(folder);
  return aside;
}

export async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(missingIsNull)) !== null;
}

/** For `catch`: what is not there is null, other errors stay errors. */
export function missingIsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'part of this path is a file, not a folder',
  EEXIST: 'this is a file, not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of this disk is used up',
  EFBIG: 'the file is larger than the system allows',
  EIO: 'the disk does not answer',
  ESTALE: 'the disk is gone',
  ENODEV: 'the disk is gone',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'links lead in a circle',
};

/** What is wrong with a file though the system does not mind; the message says it as `fileProblem` does. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code = '';
  readonly syscall = '';
}

/** Whether the system refused something about a file, as it may at any time. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** What is wrong with a file, for people. */
export function fileProblem(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return fileProblems[code] ?? message;
}
