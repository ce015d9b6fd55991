import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';

export interface Route {
  readonly method: string;
  /** With its parameters by name: `/api/casework/cases/:caseId`. */
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string | readonly string[]; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route that an application answers, from its own router. */
export const routesOf = (app: NestExpressApplication): Route[] => {
  const { stack } = (app.getHttpAdapter().getInstance() as Express).router as unknown as { stack: readonly Layer[] };
  return stack.flatMap(({ route }) =>
    route
      ? [route.path]
          .flat()
          .flatMap((path) => Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path })))
      : [],
  );
};
