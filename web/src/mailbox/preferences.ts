// SPDX-License-Identifier: Apache-2.0
import { type Answers, Batch, type Call } from "../jmap/batch.ts";
import { JmapError } from "../jmap/errors.ts";
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
  private state: string | undefined;
  /** Changes that the server has not answered. */
  private readonly pending = new Set<Partial<Preferences>>();

  constructor(store: MailStore, known: Partial<Preferences>) {
    super({ ...DEFAULTS, ...known });
    this.store = store;
    this.paint();
  }

  /** Resolves when the server keeps it; a refusal is thrown and the old values are back. */
  async change(patch: Partial<Preferences>): Promise<void> {
    const before = this.value;
    this.pending.add(patch);
    this.set({ ...before, ...patch });
    this.paint();
    const batch = new Batch();
    const call = batch.call<SetResponse>("Preferences/set", {
      accountId: this.store.accountId,
      update: { singleton: patch },
    });
    try {
      await this.store.inOrder(async () =>
        this.saved(await this.store.transport.send(batch), call),
      );
    } catch (error) {
      this.set(before);
      this.paint();
      throw error;
    } finally {
      this.pending.delete(patch);
    }
  }

  /** Takes what another device has changed; our own change comes back here too, and is known. */
  async pushed(state: string): Promise<void> {
    if (state !== this.state) await this.reload();
  }

  private async reload(): Promise<void> {
    const batch = new Batch();
    const call = batch.call<GetResponse<Preferences & { id: string }>>("Preferences/get", {
      accountId: this.store.accountId,
      ids: null,
    });
    const answer = (await this.store.transport.send(batch)).get(call);
    this.state = answer.state;
    const got = answer.list[0];
    // What is still on its way is newer than what the server has.
    if (got) this.set(Object.assign({ ...DEFAULTS, ...got }, ...this.pending));
    this.paint();
  }

  private saved(answers: Answers, call: Call<SetResponse>): void {
    const response = answers.get(call);
    const refused = Object.values(response.notUpdated ?? {})[0];
    if (refused) throw JmapError.of(refused);
    this.state = response.newState;
  }

  private paint(): void {
    const { dataset } = document.documentElement;
    dataset.theme = this.value.theme;
    dataset.density = this.value.density;
    dataset.pane = this.value.pane;
  }
}
