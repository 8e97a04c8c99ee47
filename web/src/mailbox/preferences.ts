// SPDX-License-Identifier: Apache-2.0
import { Batch } from "../jmap/batch.ts";
import type { GetResponse, Preferences, SetResponse } from "../jmap/types.ts";
import { Cell } from "../store/events.ts";
import type { MailStore } from "../store/store.ts";

const DEFAULTS: Preferences = {
  theme: "system",
  density: "standard",
  pane: "right",
  conversations: true,
  imagesFrom: [],
  shortcuts: true,
  listWidth: 424,
  keys: {},
};

/** The person's preferences: applied at once, kept by the server for all devices. */
export class PreferenceStore extends Cell<Preferences> {
  private readonly store: MailStore;

  constructor(store: MailStore, known: Partial<Preferences>) {
    super({ ...DEFAULTS, ...known });
    this.store = store;
    this.paint();
  }

  /** Resolves when the server keeps it; a refusal is thrown and the old values are back. */
  async change(patch: Partial<Preferences>): Promise<void> {
    const before = this.value;
    this.set({ ...before, ...patch });
    this.paint();
    const batch = new Batch();
    const call = batch.call<SetResponse>("Preferences/set", {
      accountId: this.store.accountId,
      update: { singleton: patch },
    });
    try {
      await this.store.inOrder(async () => (await this.store.transport.send(batch)).get(call));
    } catch (error) {
      this.set(before);
      this.paint();
      throw error;
    }
  }

  /** Takes what another device has changed. */
  async reload(): Promise<void> {
    const batch = new Batch();
    const call = batch.call<GetResponse<Preferences & { id: string }>>("Preferences/get", {
      accountId: this.store.accountId,
      ids: null,
    });
    const got = (await this.store.transport.send(batch)).get(call).list[0];
    if (got) this.set({ ...DEFAULTS, ...got });
    this.paint();
  }

  private paint(): void {
    const { dataset } = document.documentElement;
    dataset.theme = this.value.theme;
    dataset.density = this.value.density;
    dataset.pane = this.value.pane;
  }
}
