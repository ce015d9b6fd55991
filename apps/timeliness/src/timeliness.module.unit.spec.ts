import { expect, test } from '@jest/globals';
import { METHOD_METADATA, MODULE_METADATA } from '@nestjs/common/constants.js';
import 'reflect-metadata';
import { BenchmarksModule } from './benchmarks/benchmarks.module.js';
import { TOLD_WITHOUT_CHILDREN } from './suppress-small-counts/told-to-everybody.js';
import { TimelinessModule } from './timeliness.module.js';

type Controller = new (...given: never[]) => object;

const controllers: readonly Controller[] = [
  ...((TimelinessModule.register({ infrastructure: BenchmarksModule }).controllers ?? []) as Controller[]),
  ...(Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, BenchmarksModule) as Controller[]),
];

const routes = controllers.flatMap(({ name, prototype }) =>
  Object.getOwnPropertyNames(prototype).flatMap((method) => {
    const handler = (prototype as Record<string, object>)[method]!;
    return Reflect.hasMetadata(METHOD_METADATA, handler) ? [[`${name}.${method}`, handler] as const] : [];
  }),
);

test('there are routes', () => {
  expect(routes.length).toBeGreaterThan(8);
});

test.each(routes)('%s says what it tells those who may not learn of single children', (_, handler) => {
  expect(['in_summary', 'as_it_is', 'not']).toContain(Reflect.getMetadata(TOLD_WITHOUT_CHILDREN, handler));
});
