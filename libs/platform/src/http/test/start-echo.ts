import { Body, Controller, Get, Module, Post, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IsArray, IsOptional, IsString } from 'class-validator';
import type { Response } from 'express';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createLogger } from '../../logging/logger.js';
import { configureHttp, type HttpOptions } from '../configure-http.js';
import { nonceOf } from '../security-headers.js';

class Echoed {
  @IsOptional()
  @IsString()
  text?: string;

  @IsOptional()
  @IsArray()
  list?: unknown[];
}

@Controller()
class EchoController {
  @Post(['api/echo', 'form'])
  echo(@Body() body: Echoed): unknown {
    return body;
  }

  @Get('page')
  page(@Res() response: Response): void {
    response.type('html').send(`<script nonce="${nonceOf(response)}"></script>`);
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

/** A service that gives back what it was sent, on a port of its own. */
export interface Echo {
  readonly address: string;
  readonly port: number;
  /** What it has logged. */
  readonly lines: Record<string, unknown>[];
  /** What it answers to bytes that no client library would send; all of it, until it hangs up. */
  raw(...text: readonly (string | Buffer)[]): Promise<string>;
  stop(): Promise<void>;
}

export const startEcho = async (options: Partial<HttpOptions> = {}): Promise<Echo> => {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const app = await NestFactory.create<NestExpressApplication>(EchoModule, {
    logger: false,
    bodyParser: false,
    forceCloseConnections: true,
  });
  configureHttp(app, { logger, maxBodyBytes: 100_000, ...options });
  await app.listen(0, '127.0.0.1');
  const port = Number(new URL(await app.getUrl()).port);
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    lines,
    raw: async (...text) => {
      const socket = connect(port, '127.0.0.1');
      let said = '';
      socket.setEncoding('utf8').on('data', (more: string) => (said += more));
      // Told to go while it still speaks.
      socket.on('error', () => undefined);
      for (const part of text) socket.write(part);
      await once(socket, 'close');
      return said;
    },
    stop: () => app.close(),
  };
};
