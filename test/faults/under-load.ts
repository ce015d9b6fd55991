import { eventually } from './eventually.js';
import { check, type Findings } from './checks/check.js';
import type { Remembered } from './checks/log-is-whole.js';
import type { Fault, Struck } from './faults/fault.js';
import { Clients } from './load/clients.js';
import type { Seeded } from './seeded.js';
import type { Build } from './service/ehc-process.js';
import { Installation } from './service/installation.js';

/** Two, so that the order within one authority is not the order of the log. */
const AUTHORITIES = ['891', '330'];

const CLIENTS = 8;

/** How many commands must be acknowledged before a fault, and after it, so that it strikes under load. */
const UNDER_LOAD = 15;

/** An installation under load, at which faults strike one after the other. */
export class UnderLoad {
  readonly #remembered: Remembered = new Map();

  private constructor(
    private readonly installation: Installation,
    private readonly clients: Clients,
  ) {}

  static async begin(build: Build, seeded: Seeded): Promise<UnderLoad> {
    const installation = new Installation(build);
    try {
      await installation.start();
    } catch (error) {
      await installation.remove();
      throw error;
    }
    const clients = new Clients({
      seeded,
      count: CLIENTS,
      authorities: AUTHORITIES,
      today: new Date().toISOString().slice(0, 10),
      addresses: () => installation.addresses,
    });
    clients.start();
    return new UnderLoad(installation, clients);
  }

  /** How many commands clients have sent. */
  get commands(): number {
    return this.clients.commands.length;
  }

  /**
   * Strikes, lets everything come back, and looks whether all is well.
   *
   * @throws Error where the service does not come back, or records nothing any more
   */
  async strike(fault: Fault, seeded: Seeded): Promise<Struck & Findings> {
    const { installation, clients } = this;
    await this.#work();
    const struck = await fault.strike({ installation, seeded });
    await this.#work();
    await clients.pause();
    const url = await installation.databaseUrl();
    const findings = await check(url, installation.dataDir, clients.commands, this.#remembered);
    clients.resume();
    return { ...struck, ...findings };
  }

  async end(): Promise<void> {
    await this.clients.stop();
    await this.installation.remove();
  }

  /** Resolves when some more commands have been acknowledged. */
  async #work(): Promise<void> {
    const wanted = this.clients.acknowledged + UNDER_LOAD;
    if (!(await eventually(() => this.clients.acknowledged >= wanted))) {
      throw new Error('The service records nothing any more.');
    }
  }
}
