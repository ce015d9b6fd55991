import type { Pool, PoolClient } from 'pg';

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
    client.release(broken);
  }
};
