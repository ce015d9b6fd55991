import { nonceOf } from '@ehc/platform';
import type { Express } from 'express';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** What Swagger UI brings, and of that what the page loads. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/**
 * A page at `/docs` to read and try the API. Swagger UI's own page has scripts and styles that no nonce lets through, so
 * it is ours; it asks nobody else, and loads nothing but its three files.
 */
export const addApiPage = (express: Express, descriptionUrl: string): void => {
  express.get('/docs', (_, response) => {
    response.type('html').send(pageOf(nonceOf(response), descriptionUrl));
  });
  for (const name of FILES) {
    express.get(`/docs/${name}`, (_, response) => response.sendFile(name, { root: FOLDER }));
  }
};

const pageOf = (nonce: string, descriptionUrl: string): string => `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>EHC Pathway API</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" nonce="${nonce}" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="api"></div>
    <script nonce="${nonce}" src="/docs/swagger-ui-bundle.js"></script>
    <script nonce="${nonce}">
      SwaggerUIBundle({ url: '${descriptionUrl}', dom_id: '#api', deepLinking: true, validatorUrl: null });
    </script>
  </body>
</html>
`;
