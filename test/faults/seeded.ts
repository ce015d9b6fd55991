import { createHash } from 'node:crypto';
import { v5 } from 'uuid';

/** Namespace of the ids that follow from a seed. */
const IDS = '6f2d1c0e-6c3b-5a53-9d0e-5f0f7d6f7a11';

/**
 * Chance that follows from a name. Unlike the next number of a sequence it does not depend on who asked first, so that
 * clients and faults that run at once get the same in every run.
 */
export class Seeded {
  constructor(readonly name: string) {}

  of(part: string | number): Seeded {
    return new Seeded(`${this.name}/${part}`);
  }

  /** From 0 up to 1. */
  number(what: string): number {
    return createHash('sha256').update(`${this.name}/${what}`).digest().readUInt32BE() / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  between(what: string, least: number, most: number): number {
    return least + Math.floor(this.number(what) * (most - least + 1));
  }

  happens(what: string, share: number): boolean {
    return this.number(what) < share;
  }

  oneOf<Choice>(what: string, choices: readonly Choice[]): Choice {
    return choices[this.between(what, 0, choices.length - 1)]!;
  }

  uuid(what: string): string {
    return v5(`${this.name}/${what}`, IDS);
  }

  /** The same things in an order of their own. */
  shuffled<Thing>(things: readonly Thing[]): Thing[] {
    return things
      .map((thing, place) => ({ thing, key: this.number(`place of ${place}`) }))
      .toSorted((one, other) => one.key - other.key)
      .map(({ thing }) => thing);
  }
}
