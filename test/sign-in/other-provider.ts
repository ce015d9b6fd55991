import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { localProvider } from '../../apps/ehc/src/local-provider/local-provider.js';
import { makeKey, type Signer } from '../harness/sign-in.js';

@Module({})
class Nothing {}

/** A provider of somebody else's, at an address of its own: the authority's, as far as the service knows. */
export class OtherProvider {
  readonly client = { clientId: 'ehc at the authority', clientSecret: randomBytes(32).toString('base64') };
  key: Signer['key'] = makeKey('first').key;
  /** Answers everything instead of the provider. */
  instead: RequestHandler | undefined;
  #provider: RequestHandler | undefined;
  #app: NestExpressApplication | undefined;

  /** @param serviceUrl origin of the service that sends people here; asked for at first use */
  constructor(private readonly serviceUrl: () => string) {}

  async start(): Promise<void> {
    this.#app = await NestFactory.create<NestExpressApplication>(Nothing, { logger: false, bodyParser: false });
    const answer: RequestHandler = (...asked) => (this.instead ?? this.answer)(...asked);
    this.#app.use(answer);
    await this.#app.listen(0, '127.0.0.1');
    this.url = await this.#app.getUrl();
    this.#provider = undefined;
  }

  readonly answer: RequestHandler = (...asked) => (this.#provider ??= this.#make())(...asked);

  url = '';

  get issuer(): string {
    return `${this.url}/local-provider`;
  }

  /** Signs with another key from now on, and publishes that one alone. */
  changeKey(): void {
    this.key = makeKey('second').key;
    this.#provider = undefined;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
  }

  #make(): RequestHandler {
    return localProvider({ issuer: () => this.issuer, serviceUrl: this.serviceUrl, key: this.key, ...this.client });
  }
}
