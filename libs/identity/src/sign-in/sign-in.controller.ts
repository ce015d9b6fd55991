import { badRequest, html, type Logger, LOGGER, NeedsNobody, page, Problem } from '@ehc/platform';
import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { IssuerUnavailable } from './read-access-token.js';
import { signInUnavailable } from './refusals.js';
import { csrfTokenOf } from './refuse-forged-requests.js';
import { pathOfOurs } from './return-to.js';
import { sendPage } from './send-page.js';
import { ended, renewed, saved } from './sessions.js';
import { SIGN_IN, type SignIn } from './sign-in.js';
import { SignInFailed } from './identity-provider.js';

const CALLBACK = '/sign-in/callback';
const SIGNED_OUT = '/signed-out';

/** Pages that a browser may have open at the provider at once; of more, the oldest must begin anew. */
const MOST_ATTEMPTS = 5;

/** Sends browsers to the identity provider and takes them back. */
@Controller()
@NeedsNobody()
@ApiExcludeController()
export class SignInController {
  constructor(
    @Inject(SIGN_IN) private readonly signIn: SignIn,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('sign-in')
  async begin(
    @Req() request: Request,
    @Res() response: Response,
    @Query('returnTo') asked: unknown = '/who-am-i',
  ): Promise<void> {
    const home = this.signIn.publicUrl();
    const returnTo = pathOfOurs(asked, home);
    if (returnTo === undefined) throw badRequest('return-elsewhere', 'returnTo must be the path of a page here.');
    this.#refuseUnlessSecure(request);
    // The provider sends everybody back to one name of ours. A session under another would not be found there.
    if (request.host !== new URL(home).host) {
      response.redirect(303, `${home}/sign-in?${new URLSearchParams({ returnTo })}`);
      return;
    }
    const { url, attempt } = await this.signIn.provider.begin(`${home}${CALLBACK}`).catch(this.#told);
    const { session } = request;
    session.attempts = [...(session.attempts ?? []), { ...attempt, returnTo }].slice(-MOST_ATTEMPTS);
    await saved(request);
    response.redirect(303, url.href);
  }

  /** Where the provider sends a browser back to. Each attempt is answered once: a second answer finds none. */
  @Get('sign-in/callback')
  async finish(@Req() request: Request, @Res() response: Response, @Query('state') state: unknown): Promise<void> {
    // A request with a bearer token has no session.
    const attempts = request.session?.attempts ?? [];
    const attempt = attempts.find((one) => one.state === state);
    if (!attempt) {
      this.logger.warn('a sign-in was answered that nobody here began');
      sendPage(response, 400, notSignedIn);
      return;
    }
    request.session.attempts = attempts.filter((one) => one !== attempt);
    await saved(request);
    try {
      const callback = new URL(request.originalUrl, this.signIn.publicUrl());
      const { person, idToken } = await this.signIn.provider.finish(callback, attempt);
      await renewed(request);
      Object.assign(request.session, { person, idToken });
      csrfTokenOf(request);
      await saved(request);
      response.redirect(303, attempt.returnTo);
    } catch (error) {
      if (!(error instanceof SignInFailed)) this.#told(error);
      this.logger.warn({ reason: (error as SignInFailed).reason }, 'a sign-in failed');
      sendPage(response, 400, notSignedIn);
    }
  }

  /** Ends the session here, then at the provider. */
  @Post('sign-out')
  async end(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { idToken } = request.session ?? {};
    if (request.session) await ended(request, response, this.signIn.isSecure);
    const home = this.signIn.publicUrl();
    const url = idToken && (await this.#signOutUrl(idToken, `${home}${SIGNED_OUT}`));
    response.redirect(303, url ? url.href : SIGNED_OUT);
  }

  @Get('signed-out')
  signedOut(@Res() response: Response): void {
    sendPage(response, 200, page('You are signed out', html`<p><a href="/sign-in">Sign in again</a></p>`));
  }

  /** The session here has ended, whether or not the provider can be reached. */
  async #signOutUrl(idToken: string, returnTo: string): Promise<URL | undefined> {
    try {
      return await this.signIn.provider.signOutUrl(idToken, returnTo);
    } catch (error) {
      this.logger.warn({ err: error }, 'a session could not be ended at the identity provider');
      return undefined;
    }
  }

  #refuseUnlessSecure(request: Request): void {
    if (!this.signIn.isSecure || request.secure) return;
    throw new Problem(
      400,
      'not-https',
      'Signing in needs HTTPS. If it came through a proxy that ends HTTPS, its address must be set in EHC_TRUSTED_PROXY.',
    );
  }

  readonly #told = (error: unknown): never => {
    if (!(error instanceof IssuerUnavailable)) throw error;
    this.logger.error({ err: error.cause }, 'the identity provider could not be reached');
    throw signInUnavailable();
  };
}

const notSignedIn = page(
  'You are not signed in',
  html`<p>The identity provider did not sign you in, or its answer came too late or twice.</p>
    <p><a href="/sign-in">Try again</a></p>`,
);
