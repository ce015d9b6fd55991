import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** In milliseconds. */
  readonly until: number;
}

/** Most things kept at once: more than anybody does by hand on one machine. */
const MOST = 10_000;

/** Keeps sessions, codes and grants of the local provider until it stops. */
export const keptInMemory = (): ((model: string) => Adapter) => {
  const everything = new Map<string, Kept>();
  return (model) => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const find = (key: string): AdapterPayload | undefined => {
      const kept = everything.get(key);
      return kept && kept.until > Date.now() ? kept.payload : undefined;
    };
    const findBy = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
      [...everything.keys()]
        .filter((key) => key.startsWith(`${model}:`))
        .map(find)
        .find((payload) => payload?.[field] === value);
    return {
      upsert: async (id, payload, expiresIn) => {
        everything.set(keyOf(id), { payload, until: Date.now() + (expiresIn ?? 86_400) * 1000 });
        for (const [oldest] of everything) if (everything.size > MOST) everything.delete(oldest);
      },
      find: async (id) => find(keyOf(id)),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (userCode) => findBy('userCode', userCode),
      consume: async (id) => {
        const payload = find(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        everything.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of everything) if (payload.grantId === grantId) everything.delete(key);
      },
    };
  };
};
