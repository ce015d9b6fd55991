import { Allow } from '@ehc/identity';
import { DEFAULT_SETTINGS } from '@ehc/statutory-clock';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Inject, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CaseReader } from '../../apps/casework/src/view-a-case/case-reader.js';
import { AUTHORITIES, OURS, type ServiceOfTwo, startServiceOfTwo, THEIRS, TODAY } from './service-of-two.js';

// The whole service, with two authorities, and a route in which every check of the code has been forgotten.

@Controller('api/careless')
@Allow('see-cases')
class CarelessController {
  constructor(@Inject(ModuleRef) private readonly service: ModuleRef) {}

  /** Everything, as often as is asked for at once. */
  @Get('everything')
  async everything(@Query('times', ParseIntPipe) times: number): Promise<string[]> {
    const dataSource = this.service.get(DataSource, { strict: false });
    const all = Array.from({ length: times }, () =>
      dataSource.query<{ authority: string }[]>('SELECT authority FROM casework.case_record'),
    );
    return (await Promise.all(all)).flat().map(({ authority }) => authority);
  }

  /** A case of whatever authority the path names. */
  @Get('of/:authority/:careless')
  async one(@Param('authority') authority: string, @Param('careless') id: string): Promise<{ found: boolean }> {
    const reader = this.service.get(CaseReader, { strict: false });
    return { found: (await reader.view(authority, id, { today: TODAY, settings: DEFAULT_SETTINGS })) !== null };
  }
}

let service: ServiceOfTwo;
const cases = new Map<string, string[]>();

beforeAll(async () => {
  service = await startServiceOfTwo(['caseworker'], [CarelessController]);
  for (const authority of AUTHORITIES) {
    cases.set(
      authority,
      (await service.casesOf(authority)).map((one) => one.case),
    );
  }
}, 120_000);
afterAll(() => service.stop());

const ask = (authority: string, path: string) => service.get(`caseworker.${authority}`, authority, path);

describe('a route that has forgotten every check', () => {
  test('shows the rows of the authority for which the request asks, and of no other', async () => {
    for (const authority of AUTHORITIES) {
      const { body } = await ask(authority, '/api/careless/everything?times=1').expect(200);
      expect(body).toEqual(cases.get(authority)!.map(() => authority));
    }
  });

  test('answers nothing of another authority, though it asks for it by its code', async () => {
    const [ours] = cases.get(OURS)!;
    const [theirs] = cases.get(THEIRS)!;
    expect((await ask(OURS, `/api/careless/of/${OURS}/${ours}`)).body).toEqual({ found: true });
    expect((await ask(OURS, `/api/careless/of/${THEIRS}/${theirs}`)).body).toEqual({ found: false });
    expect((await ask(THEIRS, `/api/careless/of/${THEIRS}/${theirs}`)).body).toEqual({ found: true });
  });

  test('mixes nothing up where many ask at once, over few connections', async () => {
    const clients = Array.from({ length: 16 }, async (_, client) => {
      for (let turn = 0; turn < 10; turn++) {
        const authority = AUTHORITIES[(client + turn) % 2]!;
        const { body } = await ask(authority, '/api/careless/everything?times=4').expect(200);
        const own = cases.get(authority)!.length;
        expect(body).toEqual(Array.from({ length: own * 4 }, () => authority));
      }
    });
    await Promise.all(clients);
  });
});

test('outside of any request nothing is shown', async () => {
  expect(await service.readers.query('SELECT FROM casework.case_record')).toEqual([]);
});
