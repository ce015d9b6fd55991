// The routes of the service, as it describes them itself: a new one is tried without anybody thinking of it.

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A field of a body, at any depth. */
export interface Field {
  /** `setting.urn`; of a list its first entry is meant: `needs.0.rank`. */
  readonly path: readonly string[];
  readonly schema: Schema;
}

export interface Route {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly pathParameters: readonly string[];
  readonly query: readonly Parameter[];
  /** Null where no body is taken. */
  readonly body: Schema | null;
  readonly fields: readonly Field[];
}

export const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

export const routesOf = (description: Description): Route[] =>
  Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      const body = schema ? resolved(schema, description) : null;
      return {
        method,
        path,
        pathParameters: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
        query: parameters.filter((one) => one.in === 'query'),
        body,
        fields: body ? fieldsOf(body) : [],
      };
    }),
  );

/** A schema with what it refers to put in its place. */
const resolved = (schema: Schema, description: Description): Schema => {
  const name = schema.$ref?.split('/').pop();
  if (name !== undefined) return resolved(description.components.schemas[name] ?? {}, description);
  // What Nest writes for an object of a class, to describe it besides.
  const [only] = schema.allOf ?? [];
  if (only) return { ...schema, ...resolved(only, description) };
  return {
    ...schema,
    ...(schema.items && { items: resolved(schema.items, description) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([field, inner]) => [field, resolved(inner, description)]),
      ),
    }),
  };
};

const fieldsOf = (schema: Schema, path: readonly string[] = []): Field[] => [
  ...(path.length > 0 ? [{ path, schema }] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => fieldsOf(inner, [...path, name])),
  ...(schema.items ? fieldsOf(schema.items, [...path, '0']) : []),
];

/** Text that a person types in, and that is kept as it is. */
export const isFreeText = ({ type, format, pattern, enum: codes, anyOf }: Schema): boolean =>
  type === 'string' && format === undefined && pattern === undefined && codes === undefined && anyOf === undefined;

export const isId = ({ format, pattern }: Schema): boolean => format === 'uuid' || (pattern ?? '').includes('[0-9a-f]');
