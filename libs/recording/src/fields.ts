import { definitionOf, type CodeList, type EventType, type Payload } from '@ehc/pathway';
import { isCivilDate } from '@ehc/statutory-clock';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { OptionalKind, type TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Transform, Type as Transformed } from 'class-transformer';
import { IsArray, IsDefined, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { SealedPayload } from './fact.js';

/*
 * The fields of requests. Each decorator says three things at once: how the value is checked, what is said when it is
 * wrong, and how the OpenAPI description shows it.
 */

interface FieldOptions {
  readonly optional?: boolean;
  /** Whether null may be given, to take a value away. */
  readonly nullable?: boolean;
}

/** For fields that may be left out. */
export const optional: FieldOptions = { optional: true };

/** A field that becomes the field of the same name of an event: checked by the event's own schema. */
export const FieldOf = <T extends EventType>(
  type: T,
  field: keyof Payload<T> | keyof SealedPayload<T>,
  description: string,
  options?: FieldOptions,
): PropertyDecorator => {
  const { open, sealed } = definitionOf(type)!;
  const schema = (open.properties[field as string] ?? sealed?.properties[field as string]) as TSchema | undefined;
  if (!schema) throw new Error(`The event ${type} has no field ${String(field)}.`);
  const settled = options ?? { optional: OptionalKind in schema };
  return checked('not-as-described', settled, (value) => Value.Check(schema, value), whatItMustBe(schema), {
    ...(JSON.parse(JSON.stringify(schema)) as ApiPropertyOptions),
    description,
  });
};

/** A civil date. */
export const Day = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  checked('no-such-date', options, isCivilDate, 'must be a date that exists, written YYYY-MM-DD', {
    type: String,
    format: 'date',
    example: '2026-03-02',
    description,
  });

export const Id = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  checked('no-uuid', options, isUuid, 'must be a UUID, in lower case', { type: String, format: 'uuid', description });

/** Free text. Sealed under the child's key. */
export const Words = (description: string, options: FieldOptions = {}, maxLength = 20_000): PropertyDecorator =>
  checked(
    'no-text',
    options,
    (value) => typeof value === 'string' && value.trim().length > 0 && value.length <= maxLength,
    `must be text of 1 to ${maxLength.toLocaleString('en-GB')} characters`,
    { type: String, maxLength, description },
  );

export const Flag = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  checked('no-boolean', options, (value) => typeof value === 'boolean', 'must be true or false', {
    type: Boolean,
    description,
  });

export const OneOf = (codes: readonly string[], description: string, options: FieldOptions = {}): PropertyDecorator =>
  checked('unknown-code', options, (value) => codes.includes(value as string), `must be one of ${codes.join(', ')}`, {
    enum: [...codes],
    description,
  });

/** A code of one of the lists of SEN2. A code that is not in an uncertain list is taken as it is, in its form. */
export const CodeFrom = <Code extends string>(
  list: CodeList<Code>,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  checked(
    'unknown-code',
    options,
    (value) => list.is(value) || (!list.certain && typeof value === 'string' && /^[A-Z0-9]{1,8}$/.test(value)),
    `must be a code of the list "${list.name}": ${list.codes.join(', ')}`,
    {
      type: String,
      description: `${description} One of ${list.codes.map((code) => `${code} (${list.label(code)})`).join(', ')}.`,
    },
  );

export const WholeNumber = (
  from: number,
  to: number,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  checked(
    'no-whole-number',
    options,
    (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    `must be a whole number from ${from} to ${to}`,
    { type: 'integer', minimum: from, maximum: to, description },
  );

/** A text that a reader of identifiers takes, kept as the reader writes it; `read` answers the fault otherwise. */
export const Identifier = (
  read: (text: string) => string | { readonly says: string },
  description: string,
  options: FieldOptions = {},
): PropertyDecorator => {
  const says = (value: unknown): string | null => {
    if (typeof value !== 'string') return 'must be text';
    const answer = read(value);
    return typeof answer === 'string' ? null : answer.says;
  };
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => normalised(read, value)),
    checked(
      'no-such-identifier',
      options,
      (value) => says(value) === null,
      (value) => `: ${says(value)}`,
      { type: String, description },
    ),
  );
};

/** An object of its own class. */
export const Part = (
  type: () => new () => object,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type, description, required: !options.optional }),
    ...presence(options),
    ValidateNested({ message: '$property must be an object' }),
    Transformed(type),
  );

/** A list of objects of one class. */
export const Parts = (
  type: () => new () => object,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type, isArray: true, description, required: !options.optional }),
    ...presence(options),
    IsArray({ message: '$property must be a list' }),
    ValidateNested({ each: true, message: '$property must be a list of objects' }),
    Transformed(type),
  );

const checked = (
  code: string,
  options: FieldOptions,
  check: (value: unknown) => boolean,
  complaint: string | ((value: unknown) => string),
  api: ApiPropertyOptions,
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...api,
      required: !options.optional,
      ...(options.nullable ? { nullable: true } : {}),
    } as ApiPropertyOptions),
    ...presence(options),
    ValidateBy({
      name: code,
      validator: {
        validate: check,
        defaultMessage: (given) =>
          `${given?.property} ${typeof complaint === 'string' ? complaint : complaint(given?.value)}`.replace(
            ' :',
            ':',
          ),
      },
    }),
  );

const presence = (options: FieldOptions): PropertyDecorator[] => [
  ...(options.optional || options.nullable
    ? [ValidateIf((_, value) => !(value === undefined && options.optional) && !(value === null && options.nullable))]
    : []),
  ...(options.optional ? [] : [IsDefined({ message: '$property is missing' })]),
];

/** Blanks and letter case put right. What is wrong stays as it came, for the check to say so. */
const normalised = (read: (text: string) => string | object, value: unknown): unknown => {
  const identifier = typeof value === 'string' ? read(value) : value;
  return typeof identifier === 'string' ? identifier : value;
};

const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);

/** A schema of an event, in words for whoever filled in the field wrongly. */
const whatItMustBe = (schema: TSchema): string => {
  const codes = (schema.anyOf as { const?: unknown }[] | undefined)?.map((one) => one.const);
  if (codes?.every((code) => typeof code === 'string')) return `must be one of ${codes.join(', ')}`;
  switch (schema.type) {
    case 'boolean':
      return 'must be true or false';
    case 'integer':
      return `must be a whole number${from(schema.minimum as number)}${to(schema.maximum as number)}`;
    case 'array':
      return `must be a list, each entry of which ${whatItMustBe(schema.items as TSchema)}`;
    case 'string':
      if (String(schema.pattern).includes('[0-9a-f]')) return 'must be a UUID, in lower case';
      if (schema.pattern === '^\\d{3}$') return 'must be the three digits of a local authority';
      return `must be text${schema.maxLength === undefined ? '' : ` of 1 to ${schema.maxLength as number} characters`}`;
    default:
      return 'is not as the description of the API says';
  }
};
const from = (minimum?: number): string => (minimum === undefined ? '' : ` from ${minimum}`);
const to = (maximum?: number): string => (maximum === undefined ? '' : ` to ${maximum}`);
