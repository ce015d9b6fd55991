import type { Pool, PoolClient } from 'pg';

/** A connection that is cut while it is checked out says so on itself; unheard, that would end the process. */
const ignore = (): void => {};

/**
 * Runs `work` in a transaction of its own: committed when it resolves, rolled back when it throws. `begin` may set what
 * holds for this transaction only. After a failed rollback the connection is not used again.
 */
export const inTransaction = async <Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> => {
  const client = await pool.connect();
  client.on('error', ignore);
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
};
