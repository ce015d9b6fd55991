import { openPostgresEventStore } from '@ehc/event-store';
import { giveRoles } from '../harness/access.js';
import { ProviderOfTests } from '../harness/provider-of-tests.js';
import { check, type Findings, isWell } from './checks/check.js';
import type { Remembered } from './checks/log-is-whole.js';
import type { Fault, Struck } from './faults/fault.js';
import { Clients } from './load/clients.js';
import { CASEWORKER, MANAGER } from './load/command.js';
import type { Seeded } from './seeded.js';
import type { Build } from './service/ehc-process.js';
import { Installation } from './service/installation.js';

/** Two, so that the order within one authority is not the order of the log. */
const AUTHORITIES = ['891', '330'];

const CLIENTS = 8;

/** An installation under load, at which faults strike one after the other. */
export class UnderLoad {
  readonly #remembered: Remembered = new Map();

  private constructor(
    private readonly provider: ProviderOfTests,
    private readonly installation: Installation,
    private readonly clients: Clients,
  ) {}

  static async begin(build: Build, seeded: Seeded): Promise<UnderLoad> {
    const provider = await ProviderOfTests.start();
    const installation = new Installation(build, provider);
    try {
      await installation.start();
      await giveClientsRoles(installation);
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
      tokenFor: (subject) => provider.tokenFor(subject),
    });
    clients.start();
    return new UnderLoad(provider, installation, clients);
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
    await clients.getOn();
    const struck = await fault.strike({ installation, clients, seeded });
    if (clients.paused) {
      const findings = await this.#check();
      if (!isWell(findings)) return { ...struck, ...findings };
      clients.resume();
    }
    await clients.getOn();
    await clients.pause();
    const findings = await this.#check();
    clients.resume();
    return { ...struck, ...findings };
  }

  async #check(): Promise<Findings> {
    const { installation, clients } = this;
    return check(await installation.databaseUrl(), installation.dataDir, clients.commands, this.#remembered);
  }

  async end(): Promise<void> {
    await this.clients.stop();
    await this.installation.remove();
    await this.provider.stop();
  }
}

/** Those who record, and those who approve corrections. */
const giveClientsRoles = async (installation: Installation): Promise<void> => {
  const store = await openPostgresEventStore({ url: await installation.databaseUrl() });
  const roles = AUTHORITIES.flatMap((authority) => [
    { subject: CASEWORKER, role: 'caseworker' as const, authority },
    { subject: MANAGER, role: 'team_manager' as const, authority },
  ]);
  await giveRoles(store, roles).finally(() => store.close());
};
