import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * True while a process with this id runs. A zombie counts as ended: in a container whose process 1 reaps nothing, an
 * orphan stays one for good.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return procStat(pid)?.state !== 'Z';
}

/**
 * Something that tells this run of a process from a later one with the same id: ids are used again after a restart of
 * the machine, and soon in a container. Undefined where the system does not say (Windows, no `ps`).
 */
export function startMark(pid: number): string | undefined {
  const stat = procStat(pid);
  if (stat) return `${bootId()}:${stat.startTicks}`;
  if (process.platform === 'linux' || process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether process `pid` is a PostgreSQL server working in `directory` (a real path); undefined where we cannot tell. */
export function isPostgresIn(pid: number, directory: string): boolean | undefined {
  if (process.platform === 'linux') {
    try {
      // The postmaster changes to its data directory first thing and stays there.
      return (
        basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres') &&
        readlinkSync(`/proc/${pid}/cwd`) === directory
      );
    } catch (error) {
      // Another user's process, and we are not allowed to look (root in a container): its name is open to all.
      return isDenied(error) && nameOf(pid) === 'postgres' ? undefined : false;
    }
  }
  if (process.platform === 'win32') return undefined;
  try {
    const command = execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') ? undefined : false;
  } catch {
    return undefined;
  }
}

const isDenied = (error: unknown): boolean => ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'latin1').trim();
  } catch {
    return undefined;
  }
}

function procStat(pid: number): { state: string; startTicks: string } | undefined {
  try {
    // The name, in brackets, may itself hold blanks and brackets: count from the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}
