import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** What the proxy does with what the server says. */
type Manner = 'pass on' | 'swallow' | 'refuse';

/** Stands between a store and its database, and fails as networks do. */
export interface FlakyProxy {
  /** The database's address by way of the proxy. */
  readonly url: string;
  /**
   * `swallow`: the server does what it is asked, its answers are lost; `refuse`: no new connection is taken.
   */
  behave(manner: Manner): void;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

export const startFlakyProxy = async (databaseUrl: string): Promise<FlakyProxy> => {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let manner: Manner = 'pass on';
  const server = createServer((client) => {
    if (manner === 'refuse') return client.destroy();
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      if (manner === 'pass on') client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.toString(),
    behave: (next) => void (manner = next),
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
