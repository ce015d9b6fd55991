import type { Express } from 'express';
import { VERSION } from '../command-line/version.js';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { addApiPage } from './api-page.js';

/** The OpenAPI description at `/openapi.json`, and a page to read and try it at `/docs`. */
export const describeApi = (app: NestExpressApplication): void => {
  const description = new DocumentBuilder()
    .setTitle('EHC Pathway')
    .setDescription(
      'Records each step of an Education, Health and Care needs assessment, judges it by the statutory clock, and gives the measures of it as at any moment. Errors are problem details (RFC 9457). Civil dates are YYYY-MM-DD in Europe/London; instants are ISO 8601 in UTC.',
    )
    .setVersion(VERSION)
    .addTag('cases', 'Find a child, view a case, see what is late next')
    .addTag('clock', 'The deadline calculator')
    .addTag('measures', 'Timeliness, as known at any moment')
    .addTag('published figures', 'Figures that were given out, and what became of them')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'An access token of the identity provider. In development, `npx ehc token carol.caseworker` prints one.',
    })
    .build();
  // Nobody who opens the service in a browser should meet a "not found"; pages for every role come later.
  const express = app.getHttpAdapter().getInstance() as Express;
  express.get('/', (_, response) => response.redirect('/docs'));
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    ui: false,
  });
  addApiPage(express, '/openapi.json');
};
