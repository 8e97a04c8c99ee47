// SPDX-License-Identifier: Apache-2.0
/** A listener list; the base of everything that the page subscribes to. */
export class Emitter {
  private readonly listeners = new Set<() => void>();
  version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  emit(): void {
    this.version++;
    for (const listener of [...this.listeners]) listener();
  }
}

/** A value that can be subscribed to. */
export class Cell<T> extends Emitter {
  private current: T;

  constructor(value: T) {
    super();
    this.current = value;
  }

  get value(): T {
    return this.current;
  }

  set(value: T): void {
    if (Object.is(value, this.current)) return;
    this.current = value;
    this.emit();
  }

  update(part: Partial<T>): void {
    this.set({ ...this.current, ...part });
  }
}
