import { type Html, html, NeedsNobody, page } from '@ehc/platform';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AccessRegister } from '../access/access-register.js';
import { AnybodySignedIn } from '../access/allow.js';
import type { Grant } from '../access/grant.js';
import { ROLES } from '../access/roles.js';
import { type Person, personOf } from '../person.js';
import { csrfTokenOf } from './refuse-forged-requests.js';
import { sendPage } from './send-page.js';

/** Who is signed in, and as what. */
@Controller()
@ApiTags('identity')
export class WhoAmIController {
  constructor(@Inject(AccessRegister) private readonly register: AccessRegister) {}

  /** Who asks, with the roles that they have; in a session also the token that its requests must bring. */
  @Get('api/who-am-i')
  @AnybodySignedIn()
  @Header('Cache-Control', 'no-store')
  tell(@Req() request: Request): Person & { grants: readonly Grant[]; csrfToken?: string } {
    const person = personOf(request)!;
    const { csrfToken } = request.session ?? {};
    return { ...person, grants: this.#grantsOf(person), ...(csrfToken && { csrfToken }) };
  }

  @Get('who-am-i')
  @NeedsNobody()
  @ApiExcludeEndpoint()
  show(@Req() request: Request, @Res() response: Response): void {
    const person = personOf(request);
    if (person) sendPage(response, 200, this.#page(person, request));
    else response.redirect(303, '/sign-in?returnTo=/who-am-i');
  }

  #page(person: Person, request: Request): string {
    const grants = this.#grantsOf(person).map(
      ({ role, authority }) => html`<li>${ROLES[role].label}, authority ${authority}</li>`,
    );
    return page(
      'Who you are',
      html`<p>You are signed in as <strong>${person.name}</strong> (${person.subject}).</p>
        ${
          grants.length > 0
            ? html`<ul>
                ${grants}
              </ul>`
            : html`<p>You have no role here yet.</p>`
        }
        ${request.session ? signOut(csrfTokenOf(request)) : undefined}`,
    );
  }

  #grantsOf({ subject }: Person): readonly Grant[] {
    return this.register.state.everyGrantOf(subject);
  }
}

const signOut = (csrfToken: string): Html =>
  html`<form method="post" action="/sign-out">
    <input type="hidden" name="_csrf" value="${csrfToken}" />
    <button type="submit">Sign out</button>
  </form>`;
