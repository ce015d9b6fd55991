import { WireBuffer } from './wire-buffer.js';

/** Dimensions, whether there are nulls, type of the elements, their count, lower bound: four bytes each. */
const HEADER = 20;

/** A one-dimensional PostgreSQL array in the binary wire format, which `pg` passes on as it finds it. */
export class BinaryArray extends WireBuffer {
  readonly #elementType: number;

  /** @param elementType OID of the element's type, which must be that of the parameter */
  constructor(elementType: number) {
    super();
    this.#elementType = elementType;
    this.at = HEADER;
  }

  override finish(): Buffer {
    const header = [1, this.nulls > 0 ? 1 : 0, this.#elementType, this.values, 1];
    header.forEach((number, place) => this.buffer.writeInt32BE(number, place * 4));
    return super.finish();
  }
}

/** OIDs of types of elements; they are fixed in PostgreSQL's catalogue. */
export const ELEMENT = {
  bool: 16,
  bytea: 17,
  int4: 23,
  text: 25,
  date: 1082,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
} as const;
