// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import { JmapClient } from "../jmap/client.ts";
import type { Boot, Id, Preferences } from "../jmap/types.ts";
import { Cell } from "../store/events.ts";
import { MailStore } from "../store/store.ts";
import type { QuerySpec } from "../store/window.ts";
import { PreferenceStore } from "./preferences.ts";
import { type Route, Router } from "./route.ts";
import { Toasts } from "./toasts.ts";
import { UndoStack } from "./undo.ts";

/** A wish for a composer window; the compose room shows it and takes it off the list. */
export interface ComposeRequest {
  key: number;
  kind: "new" | "reply" | "replyAll" | "forward" | "forwardAttached" | "draft";
  /** The message answered or forwarded, or the draft opened. */
  emailId?: Id;
  /** Recipients and texts given by a link or the palette. */
  to?: string;
  subject?: string;
  body?: string;
}

export type Filtering = "all" | "unread" | "flagged" | "attachment";
export type Overlay = "palette" | "shortcuts" | "move" | "drawer";

/** What is on screen beside the mail itself. */
export interface Ui {
  /** Rows picked for an action, by email id (a conversation's row by its newest message). */
  selected: ReadonlySet<Id>;
  /** True when the selection is the whole query, rows that are not loaded included. */
  selectedAll: boolean;
  /** Where a range starts. */
  anchor: Id | undefined;
  /** The row that has, or last had, the keyboard. */
  cursor: Id | undefined;
  filtering: Filtering;
  ascending: boolean;
  overlay: Overlay | undefined;
  /** Ids that arrived above the rows in view and are told by the pill. */
  unseen: readonly Id[];
  /** Rows that slide in or are tinted once. */
  fresh: ReadonlySet<Id>;
  returned: ReadonlySet<Id>;
}

const NOTHING: ReadonlySet<Id> = new Set();
export const MAIL = "urn:ietf:params:jmap:mail";

/** The mailbox of one person in one tab: everything that components and actions use. */
export class App {
  readonly boot: Boot;
  readonly client: JmapClient;
  readonly store: MailStore;
  readonly router: Router;
  readonly preferences: PreferenceStore;
  readonly toasts = new Toasts();
  readonly undo: UndoStack;
  readonly compose = new Cell<readonly ComposeRequest[]>([]);
  readonly ui: Cell<Ui>;
  /** The address of the signed-in person. */
  readonly address: string;
  readonly accountId: Id;
  private nextKey = 1;

  constructor(boot: Boot) {
    this.boot = boot;
    const { session } = boot;
    this.client = new JmapClient(session, boot.using);
    this.accountId = session.primaryAccounts[MAIL] ?? Object.keys(session.accounts)[0] ?? "";
    this.address = session.username;
    this.store = new MailStore(this.accountId, this.client);
    const core = session.capabilities["urn:ietf:params:jmap:core"];
    if (typeof core?.maxObjectsInSet === "number")
      this.store.maxObjectsInSet = core.maxObjectsInSet;
    this.preferences = new PreferenceStore(this.store, boot.preferences);
    this.undo = new UndoStack(this);
    this.ui = new Cell<Ui>({
      selected: NOTHING,
      selectedAll: false,
      anchor: undefined,
      cursor: undefined,
      filtering: "all",
      ascending: false,
      overlay: undefined,
      unseen: [],
      fresh: NOTHING,
      returned: NOTHING,
    });
    const mailboxes = boot.responses.find(([name]) => name === "Mailbox/get")?.[1].list as
      | { id: Id; role: string | null }[]
      | undefined;
    const inbox = mailboxes?.find((m) => m.role === "inbox")?.id ?? mailboxes?.[0]?.id ?? "inbox";
    this.router = new Router({
      accountId: this.accountId,
      place: { kind: "mailbox", id: inbox },
    });
    this.store.boot(this.inboxSpec(inbox), boot.responses);
  }

  private inboxSpec(inbox: Id): QuerySpec {
    return {
      filter: { inMailbox: inbox },
      sort: [{ property: "receivedAt", isAscending: false }],
      collapseThreads: this.preferences.value.conversations,
    };
  }

  /** Opens a composer window. */
  write(request: Omit<ComposeRequest, "key">): void {
    this.compose.set([...this.compose.value, { ...request, key: this.nextKey++ }]);
  }

  go(part: Partial<Route>, how: "push" | "replace" = "push"): void {
    this.router.go({ ...this.router.value, ...part }, how);
  }

  setPreference(patch: Partial<Preferences>): void {
    this.preferences.change(patch);
  }
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("AppContext is missing");
  return app;
}
