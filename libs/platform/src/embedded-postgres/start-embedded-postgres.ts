import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import {
  type ClusterFiles,
  adminUser,
  clusterFiles,
  createCluster,
  databaseName,
  hasCluster,
  prepareDataDir,
  readPassword,
  serviceRole,
} from './cluster.js';
import { connectAsAdmin, connectionUrl } from './connect.js';
import { explainFileError } from './error.js';
import { Membership } from './membership.js';
import { livePostmaster, removeStalePid } from './postmaster-pid.js';
import { type RootMethod, type RunAs, chooseRunAs } from './run-as.js';
import { type Server, isListening, startServer, stopServer, waitForEnd, waitForServer } from './server.js';
import type { PostgresSettings } from './settings.js';
import { withStartLock } from './start-lock.js';

export interface EmbeddedPostgresOptions {
  /** Made if it is missing (mode 0700). The cluster lies in its folder `postgres`. */
  readonly dataDir: string;
  /** Over the defaults of `settings.ts`; only for the process that starts the server. */
  readonly settings?: PostgresSettings;
  /** How long to wait for a server that recovers from a crash, or for another process that starts one. Default 180 s. */
  readonly startTimeoutMs?: number;
  /** How long to wait for a stop in order before one without. Default 60 s. */
  readonly stopTimeoutMs?: number;
  /** Told what happens that nobody asked for: a server found, a stale file removed, a server started again. */
  readonly onNotice?: (message: string) => void;
  /** For tests: how to run the server when we are root. Default: the variable `EHC_PG_ROOT_METHOD`, or what works. */
  readonly rootMethod?: RootMethod;
}

export interface RunningPostgres {
  /** For the service: database `ehc` as its owner `ehc`, who is no superuser. Holds the password. */
  readonly url: string;
  /** For making databases in tests, and repairs: database `postgres` as superuser. Holds the password. */
  readonly adminUrl: string;
  readonly port: number;
  /** The server's process at the time of starting; another one after it was started again. */
  readonly pid: number;
  /** True when the server was running already: another process's, or left behind by one that was killed. */
  readonly adopted: boolean;
  /** Gives up the use of the server, and stops it if nobody else uses it. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data directory, making it on first use (about 1 s), or joins the one that runs.
 *
 * Whoever leaves last stops it: a command beside a running service leaves the service's server alone; a service that
 * finds the server of a killed one stops it at its end. While it is in use here, a server that dies is started again on
 * the same port.
 *
 * @throws EmbeddedPostgresError with what is wrong, where, and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const use = new ServerUse(options);
  return await use.start();
}

/** Looks for the server of a data directory, without starting one or waiting for one that is just starting. */
export async function findRunning(dataDir: string): Promise<{ url: string; port: number; pid: number } | undefined> {
  const files = clusterFiles(dataDir);
  const found = await livePostmaster(files.clusterDir);
  if (!found?.port) return undefined;
  try {
    const password = await readPassword(files, false);
    const client = await connectAsAdmin(found.port, password, 'probe');
    await client.end();
    return { ...found, url: connectionUrl(serviceRole, password, found.port, databaseName) };
  } catch {
    return undefined;
  }
}

/** How long a process that may or may not be our server has to answer, in milliseconds. */
const UNCERTAIN_MS = 10_000;

class ServerUse {
  private readonly files: ClusterFiles;
  private readonly startTimeoutMs: number;
  private readonly stopTimeoutMs: number;
  private readonly notice: (message: string) => void;
  private runAs!: RunAs;
  private password = '';
  private server!: Server;
  private membership!: Membership;
  private stopping: Promise<void> | undefined;
  private recovery: Promise<void> | undefined;

  constructor(private readonly options: EmbeddedPostgresOptions) {
    this.files = clusterFiles(options.dataDir);
    this.startTimeoutMs = options.startTimeoutMs ?? 180_000;
    this.stopTimeoutMs = options.stopTimeoutMs ?? 60_000;
    this.notice = options.onNotice ?? (() => undefined);
  }

  async start(): Promise<RunningPostgres> {
    await prepareDataDir(this.files);
    // Before anything else: this one must be said even where no server could run.
    await hasCluster(this.files);
    const adopted = await this.enter();
    void this.keepRunning();
    const { password, server } = this;
    return {
      url: connectionUrl(serviceRole, password, server.port, databaseName),
      adminUrl: connectionUrl(adminUser, password, server.port, 'postgres'),
      port: server.port,
      pid: server.pid,
      adopted,
      stop: () => (this.stopping ??= this.leave()),
    };
  }

  /**
   * Finds or starts the server and joins its users.
   *
   * @param port where it must listen; anywhere where left out
   * @returns whether it was running already
   */
  private async enter(port?: number): Promise<boolean> {
    try {
      return await withStartLock(this.files.lockFile, this.startTimeoutMs, async () => {
        for (;;) {
          const adopted = await this.findOrStart(port);
          const membership = await Membership.join(this.server.port, this.password);
          if (membership) {
            this.membership = membership;
            return adopted;
          }
          // Its last user is stopping it right now; it can only be started again when it is gone.
          await waitForEnd(this.files, this.server.pid, this.stopTimeoutMs);
        }
      });
    } catch (error) {
      throw explainFileError(error, this.files.dataDir);
    }
  }

  private async findOrStart(port?: number): Promise<boolean> {
    const { files } = this;
    const exists = await hasCluster(files);
    this.password = await readPassword(files, !exists);
    const rootMethod = this.options.rootMethod ?? (process.env['EHC_PG_ROOT_METHOD'] as RootMethod | undefined);
    this.runAs = await chooseRunAs(await findBinaries(), files.clusterDir, rootMethod);
    if (!exists) {
      await createCluster(files, this.runAs, this.password, { durable: this.options.settings?.['fsync'] !== false });
    }

    const found = await this.findAnswering();
    if (found) {
      this.server = found;
      return true;
    }
    if (await removeStalePid(files.clusterDir))
      this.notice('the last PostgreSQL of this data directory did not end in order');
    this.server = await startServer(files, this.runAs, this.password, {
      port,
      settings: this.options.settings,
      timeoutMs: this.startTimeoutMs,
    });
    return false;
  }

  /** A live server of this directory, once it answers. */
  private async findAnswering(): Promise<Server | undefined> {
    const deadline = Date.now() + this.startTimeoutMs;
    for (;;) {
      const found = await livePostmaster(this.files.clusterDir);
      if (!found) return undefined;
      // The port is in the file a moment after the id.
      if (found.port === 0 && Date.now() < deadline) {
        await sleep(10);
        continue;
      }
      try {
        // A server answers at once, if only that it is still recovering; so for one in doubt some seconds will do.
        const patience = found.certain ? deadline - Date.now() : UNCERTAIN_MS;
        await waitForServer(found, this.password, this.files, patience);
        return found;
      } catch (error) {
        if (!found.certain && !(await isListening(found.port))) return undefined;
        if (await livePostmaster(this.files.clusterDir)) throw error;
      }
    }
  }

  /** Starts the server again when it dies under us, on the port that everybody here knows. */
  private async keepRunning(): Promise<void> {
    for (;;) {
      await this.membership.lost;
      if (this.stopping) return;
      this.recovery = this.recover();
      await this.recovery;
    }
  }

  private async recover(): Promise<void> {
    for (let pause = 50; !this.stopping; pause = Math.min(pause * 2, 5_000)) {
      try {
        const adopted = await this.enter(this.server.port);
        this.notice(adopted ? 'reconnected to PostgreSQL' : 'PostgreSQL had died and was started again');
        return;
      } catch (error) {
        this.notice(`PostgreSQL cannot be started again: ${(error as Error).message}`);
        await sleep(pause);
      }
    }
  }

  private async leave(): Promise<void> {
    await this.recovery;
    if ((await this.membership.leave()) !== 'last') return;
    await stopServer(this.files, this.runAs, this.server.pid, this.stopTimeoutMs);
    await this.membership.close();
  }
}
