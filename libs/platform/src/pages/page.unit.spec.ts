import { expect, test } from '@jest/globals';
import { html, page } from './page.js';

test('what is put in is text', () => {
  expect(html`<p title="${`"'`}">${'<script>&'}</p>`.toString()).toBe('<p title="&quot;&#39;">&lt;script&gt;&amp;</p>');
});

test('unless it was made in the same way, in lists too', () => {
  const items = ['<a>', 'b'].map((item) => html`<li>${item}</li>`);
  expect(
    html`<ul>
      ${items}${undefined}${7}
    </ul>`
      .toString()
      .replaceAll(/\s/g, ''),
  ).toBe('<ul><li>&lt;a&gt;</li><li>b</li>7</ul>');
});

test('a page has its title once as title and once as heading', () => {
  const text = page('Fish & chips', html`<p>x</p>`);
  expect(text).toContain('<title>Fish &amp; chips - EHC Pathway</title>');
  expect(text).toContain('<h1>Fish &amp; chips</h1>');
  expect(text).toMatch(/^<!doctype html>\s*<html lang="en">/);
});
