// SPDX-License-Identifier: Apache-2.0
import type { Draft } from "./draft.ts";

/** A draft as this browser keeps it, until the server has the same. */
export interface Kept {
  key: string;
  draft: Draft;
  /** Milliseconds since 1970. */
  at: number;
  /** The server has exactly this. */
  saved: boolean;
  /** It was handed over for sending and no answer came. */
  sending: boolean;
}

/** Where drafts are kept in this browser; the tests give a map. */
export interface LocalDrafts {
  put(kept: Kept): Promise<void>;
  remove(key: string): Promise<void>;
  all(): Promise<Kept[]>;
  putFile(key: string, file: Blob): Promise<void>;
  file(key: string): Promise<Blob | undefined>;
  removeFile(key: string): Promise<void>;
}

const DRAFTS = "drafts";
const FILES = "files";

function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** IndexedDB, one database an account; written through to the disk, since a crash is what it is for. */
export class BrowserDrafts implements LocalDrafts {
  private readonly name: string;
  private opened: Promise<IDBDatabase> | undefined;

  constructor(accountId: string) {
    this.name = `posthouse-drafts-${accountId}`;
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(DRAFTS, { keyPath: "key" });
        request.result.createObjectStore(FILES);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return this.opened;
  }

  private async write(store: string, act: (store: IDBObjectStore) => void): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(store, "readwrite", { durability: "strict" });
    act(transaction.objectStore(store));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }

  put(kept: Kept): Promise<void> {
    return this.write(DRAFTS, (store) => store.put(kept));
  }

  remove(key: string): Promise<void> {
    return this.write(DRAFTS, (store) => store.delete(key));
  }

  async all(): Promise<Kept[]> {
    const database = await this.open();
    return ask(database.transaction(DRAFTS).objectStore(DRAFTS).getAll());
  }

  putFile(key: string, file: Blob): Promise<void> {
    return this.write(FILES, (store) => store.put(file, key));
  }

  async file(key: string): Promise<Blob | undefined> {
    const database = await this.open();
    return ask(database.transaction(FILES).objectStore(FILES).get(key));
  }

  removeFile(key: string): Promise<void> {
    return this.write(FILES, (store) => store.delete(key));
  }
}
