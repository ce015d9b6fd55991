// A process that feeds the sample projections until it is killed; started by killed.int.spec.ts from the build.
//   node feed-process.js <database url> <lease in ms>
import { openPostgresEventStore } from '@ehc/event-store';
import { ProjectionRunner, SteadyPool } from '../src/index.js';
import { counterProjection, tallyProjection } from './sample-projections.js';

const [url, lease] = process.argv.slice(2);
const store = await openPostgresEventStore({ url: url!, warn: () => {} });
const pool = new SteadyPool({ connectionString: url! });
const runner = new ProjectionRunner({
  pool,
  store,
  projections: [counterProjection(), tallyProjection()],
  leaseMs: Number(lease),
  batchSize: 5,
  bulkBatchSize: 5,
});
process.on('SIGTERM', () => {
  void (async () => {
    await runner.stop();
    await pool.end();
    await store.close();
    process.exit(0);
  })();
});
await runner.start();
process.stdout.write('started\n');
