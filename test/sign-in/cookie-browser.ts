/** A browser as far as signing in goes: it keeps cookies, and follows redirects when asked to. */
export class CookieBrowser {
  readonly #cookies = new Map<string, string>();

  /** @param home where paths lead */
  constructor(private readonly home: string) {}

  /** The value of a cookie. */
  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async get(address: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(address, { headers });
  }

  async post(address: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) {
    return this.#send(address, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  async send(address: string, init: RequestInit): Promise<Response> {
    return this.#send(address, init);
  }

  /** Goes where an answer leads, until it leads nowhere further or to what `until` knows. */
  async follow(answer: Response, until: (location: string) => boolean = () => false): Promise<Response> {
    let last = answer;
    for (let step = 0; step < 10; step += 1) {
      const location = last.headers.get('location');
      if (location === null || until(location)) return last;
      last = await this.get(new URL(location, last.url).href);
    }
    throw new Error(`There are more than ten redirects, the last to ${last.headers.get('location')}.`);
  }

  async #send(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, this.home);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie !== '' && { cookie }) };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const text of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (value === '' || /Expires=Thu, 01 Jan 1970/i.test(text)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** Begins to sign in, and answers the address at which the provider sends the browser back, not yet visited. */
export const callbackOf = async (browser: CookieBrowser, subject: string, begin = '/sign-in'): Promise<string> => {
  const isBack = (location: string): boolean => location.includes('/sign-in/callback?');
  const asked = await browser.follow(await browser.get(begin), isBack);
  // Whom it knows already, the provider does not ask.
  const answer = asked.headers.has('location')
    ? asked
    : await browser.follow(await browser.post(`${asked.url}?person=${subject}`), isBack);
  return answer.headers.get('location')!;
};

/** Signs in, and answers the page that comes after. */
export const signInAs = async (browser: CookieBrowser, subject: string, begin = '/sign-in'): Promise<Response> =>
  browser.follow(await browser.get(await callbackOf(browser, subject, begin)));
