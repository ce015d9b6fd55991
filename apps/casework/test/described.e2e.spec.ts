import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type Casework, startCasework } from '../testing/start-casework.js';

describe('the description of the API', () => {
  let casework: Casework;
  let document: OpenAPIObject;
  beforeAll(async () => {
    casework = await startCasework('2026-04-09');
    document = SwaggerModule.createDocument(casework.app, new DocumentBuilder().build());
  });
  afterAll(() => casework.stop());

  test('says of every step what it is, what it takes and what is said when it is refused', () => {
    for (const [path, { post: operation }] of Object.entries(document.paths)) {
      if (!operation) throw new Error(`Nothing is recorded at ${path}.`);
      expect({ path, summary: operation.summary }).toEqual({ path, summary: expect.stringMatching(/\w/) });
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['201', '400', '401', '404', '409', '412', '422']),
      );
      expect(operation.requestBody).toBeDefined();
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((one) => 'in' in one && one.in === 'path');
      expect(described.map((one) => 'name' in one && one.name).sort()).toEqual(named.sort());
    }
  });

  test('says of every field what it means', () => {
    const schemas = Object.entries(document.components?.schemas ?? {});
    for (const [name, schema] of schemas) {
      for (const [field, property] of Object.entries(('properties' in schema && schema.properties) || {})) {
        const text = 'description' in property ? property.description : undefined;
        if (name === 'RecordedEventAnswer' || '$ref' in property) continue;
        expect({ name, field, text }).toEqual({ name, field, text: expect.stringMatching(/\w/) });
      }
    }
    expect(schemas.length).toBeGreaterThan(50);
  });

  test('names the steps', () => {
    expect(Object.keys(document.paths).sort()).toMatchSnapshot();
  });
});
