/**
 * A closed or open list of the codes that one field may hold, with the words people read for each.
 *
 * `certain: false` marks lists (or parts) that were not found in a published source: an unlisted code there is kept as
 * given and shown as it is, since it is more likely that our list is short than that the authority is wrong.
 */
export interface CodeList<Code extends string> {
  /** What the codes are of, for messages: "request outcome". */
  readonly name: string;
  /** The codes, in the order in which the source lists them. */
  readonly codes: readonly Code[];
  readonly labels: Readonly<Record<Code, string>>;
  readonly certain: boolean;
  /** Whether the value is exactly one of the codes. */
  is(value: unknown): value is Code;
  /** The code meant by a text with blanks around it or in the other letter case; undefined where it is none. */
  read(text: string): Code | undefined;
  /** The words for a code; the value itself where it is none, so that nothing is hidden from a reader. */
  label(code: string): string;
}

/** The type of the codes of a list: `type Sex = CodeOf<typeof SEX>`. */
export type CodeOf<List> = List extends CodeList<infer Code> ? Code : never;

/** The keys as the strings they are at run time: the compiler takes the key `1` for a number. */
type KeyText<Labels> = `${Extract<keyof Labels, string | number>}`;

/** Makes a list of codes from their labels. Integer-like codes come in the order of their numbers. */
export function codeList<const Labels extends Readonly<Record<string, string>>>(
  name: string,
  labels: Labels,
  { certain = true }: { certain?: boolean } = {},
): CodeList<KeyText<Labels>> {
  type Code = KeyText<Labels>;
  const codes = Object.freeze(Object.keys(labels)) as readonly Code[];
  // A field may hold "constructor": only own keys are codes.
  const is = (value: unknown): value is Code => typeof value === 'string' && Object.hasOwn(labels, value);
  const byUpper = new Map(codes.map((code) => [code.toUpperCase(), code]));
  return Object.freeze({
    name,
    codes,
    labels: Object.freeze({ ...labels }) as unknown as Readonly<Record<Code, string>>,
    certain,
    is,
    read: (text: string) => byUpper.get(text.trim().toUpperCase()),
    label: (code: string) => (is(code) ? (labels as Readonly<Record<string, string>>)[code]! : code),
  });
}
