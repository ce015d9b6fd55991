export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads single variables of an environment, and gathers what is wrong with them. */
export class Variables {
  readonly problems: string[] = [];

  constructor(private readonly env: Environment) {}

  /** What a variable says; undefined where it says nothing. */
  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  /** What a variable says where it is of the right form, which `form` describes: "must be …". */
  formed(name: string, isFormed: (value: string) => boolean, form: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || isFormed(value)) return value;
    this.problems.push(`${name} must ${form}`);
    return undefined;
  }

  whole(name: string, standard: number, [least, most]: readonly [number, number]): number {
    const value = this.text(name);
    if (value === undefined) return standard;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    this.problems.push(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
    return standard;
  }

  oneOf<T extends string>(name: string, values: readonly T[], standard: T): T {
    const value = this.text(name);
    if (value === undefined) return standard;
    const found = values.find((candidate) => candidate === value.toLowerCase());
    if (found === undefined) this.problems.push(`${name} must be one of ${values.join(', ')}, not "${value}"`);
    return found ?? standard;
  }
}
