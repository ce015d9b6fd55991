/** Keeps the `limit` entries used last. */
export class BoundedCache<Name, Value> {
  readonly #entries = new Map<Name, Value>();

  constructor(private readonly limit: number) {}

  get(name: Name): Value | undefined {
    const value = this.#entries.get(name);
    if (value === undefined) return undefined;
    // A Map keeps the order of insertion: what is used again goes to the end.
    this.#entries.delete(name);
    this.#entries.set(name, value);
    return value;
  }

  set(name: Name, value: Value): void {
    this.#entries.delete(name);
    this.#entries.set(name, value);
    if (this.#entries.size <= this.limit) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  delete(name: Name): void {
    this.#entries.delete(name);
  }
}
