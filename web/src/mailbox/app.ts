// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import { JmapClient } from "../jmap/client.ts";
import { JmapError } from "../jmap/errors.ts";
import type { Boot, Id, Mailbox, Preferences } from "../jmap/types.ts";
import { Cell } from "../store/events.ts";
import { asError, MailStore } from "../store/store.ts";
import type { QuerySpec } from "../store/window.ts";
import { t } from "../text/t.tsx";
import type { PostTo } from "./compose/draft.ts";
import type { Kept } from "./compose/local.ts";
import { comparators, NEWEST, type Order, parseOrder } from "./list/order.ts";
import { Live } from "./live.ts";
import { PreferenceStore } from "./preferences.ts";
import { type Route, Router } from "./route.ts";
import { Toasts } from "./toasts.ts";
import { UndoStack } from "./undo.ts";

/** A wish for a composer window; the compose room shows it and takes it off the list. */
export interface ComposeRequest {
  key: number;
  kind: "new" | "reply" | "replyAll" | "replyList" | "forward" | "forwardAttached" | "draft";
  /** The message answered or forwarded, or the draft opened. */
  emailId?: Id;
  /** The public folder that it is posted to. */
  post?: PostTo;
  /** A draft that this browser kept over a crash. */
  kept?: Kept;
  /** Recipients (also as a mailto: link) and texts given by a link or the palette. */
  to?: string;
  subject?: string;
  body?: string;
}

export type Filtering = "all" | "unread" | "flagged" | "attachment";
export type Overlay =
  | "palette"
  | "shortcuts"
  | "move"
  | "empty"
  | "destroy"
  | "newFolder"
  | "renameFolder"
  | "deleteFolder"
  | "folderInto";

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
  /** The order of a search's results. */
  found: Order;
  /** True when a search looks into Junk and Trash too. */
  everywhere: boolean;
  overlay: Overlay | undefined;
  /** The folder that an overlay asks about. */
  folder: Id | undefined;
  /** The tree over the content, on phones and with the rail. */
  drawer: boolean;
  /** Ids that arrived above the rows in view and are told by the pill. */
  unseen: readonly Id[];
  /** Rows that slide in or are tinted once. */
  fresh: ReadonlySet<Id>;
  returned: ReadonlySet<Id>;
}

export interface ListHandle {
  reveal(index: number): void;
  focusCursor(): void;
  toTop(): void;
}

/** Folders with a place of their own in the tree, in its order. */
export const ROLES = ["inbox", "drafts", "sent", "archive", "junk", "trash"];

const NOTHING: ReadonlySet<Id> = new Set();
export const MAIL = "urn:ietf:params:jmap:mail";

/** The mailbox of one person in one tab: everything that components and actions use. */
export class App {
  readonly boot: Boot;
  readonly client: JmapClient;
  /** The mail of the signed-in person, whatever is on screen. */
  readonly ownStore: MailStore;
  private readonly stores = new Map<Id, MailStore>();
  readonly router: Router;
  readonly preferences: PreferenceStore;
  readonly toasts = new Toasts();
  readonly undo: UndoStack;
  readonly live: Live;
  readonly compose = new Cell<readonly ComposeRequest[]>([]);
  /** How many messages are being written. */
  readonly writing = new Cell(0);
  readonly ui: Cell<Ui>;
  /** The address of the signed-in person. */
  readonly address: string;
  readonly own: Id;
  /** The list on screen, for those who move the keyboard to it. */
  list: ListHandle | undefined;
  /** Rows that the running action was asked for, where these are not the selection. */
  acting: readonly Id[] | undefined;
  /** The folder that was last moved to; the picker offers it first. */
  lastFolder: Id | undefined;
  /** Grows when identities change, here or elsewhere. */
  identityVersion = 0;
  focusSearch: () => void = () => {};
  private nextKey = 1;

  constructor(boot: Boot) {
    this.boot = boot;
    const { session } = boot;
    this.client = new JmapClient(session, boot.using);
    this.own = session.primaryAccounts[MAIL] ?? Object.keys(session.accounts)[0] ?? "";
    this.address = session.username;
    this.ownStore = this.storeOf(this.own);
    this.preferences = new PreferenceStore(this.ownStore, boot.preferences);
    this.undo = new UndoStack(this);
    this.live = new Live(this);
    this.ui = new Cell<Ui>({
      selected: NOTHING,
      selectedAll: false,
      anchor: undefined,
      cursor: undefined,
      filtering: "all",
      found: NEWEST,
      everywhere: false,
      overlay: undefined,
      folder: undefined,
      drawer: false,
      unseen: [],
      fresh: NOTHING,
      returned: NOTHING,
    });
    const mailboxes = boot.responses.find(([name]) => name === "Mailbox/get")?.[1].list as
      | { id: Id; role: string | null }[]
      | undefined;
    const inbox = mailboxes?.find((m) => m.role === "inbox")?.id ?? mailboxes?.[0]?.id ?? "inbox";
    this.router = new Router({
      accountId: this.own,
      place: { kind: "mailbox", id: inbox },
    });
    this.ownStore.boot(this.inboxSpec(inbox), boot.responses);
    if (boot.problem) this.ownStore.problem = JmapError.of(boot.problem);
  }

  /** The account whose folder is on screen. */
  get accountId(): Id {
    const id = this.router.value.accountId;
    return id in this.boot.session.accounts ? id : this.own;
  }

  /** The mail of the account on screen. */
  get store(): MailStore {
    return this.storeOf(this.accountId);
  }

  /** True while the folder on screen is not the person's own. */
  get isShared(): boolean {
    return this.accountId !== this.own;
  }

  /** Public folders' accounts, as the session lists them. */
  get shared(): { id: Id; name: string }[] {
    return Object.entries(this.boot.session.accounts)
      .filter(([id]) => id !== this.own)
      .map(([id, account]) => ({ id, name: account.name }));
  }

  storeOf(accountId: Id): MailStore {
    let store = this.stores.get(accountId);
    if (store) return store;
    store = new MailStore(accountId, this.client);
    const core = this.boot.session.capabilities["urn:ietf:params:jmap:core"];
    if (typeof core?.maxObjectsInSet === "number") store.maxObjectsInSet = core.maxObjectsInSet;
    this.stores.set(accountId, store);
    return store;
  }

  /** Every account that is kept here. */
  allStores(): MailStore[] {
    return [...this.stores.values()];
  }

  private inboxSpec(inbox: Id): QuerySpec {
    const { conversations, sorts } = this.preferences.value;
    return {
      filter: { inMailbox: inbox },
      sort: comparators(parseOrder(sorts?.[inbox]), conversations),
      collapseThreads: conversations,
    };
  }

  /** Unread as the tree counts it: conversations or messages, as the person reads. */
  unreadOf(mailbox: Mailbox | undefined): number {
    if (!mailbox) return 0;
    return this.preferences.value.conversations ? mailbox.unreadThreads : mailbox.unreadEmails;
  }

  /** As the directory names the person; empty when it does not. */
  get personName(): string {
    const { name } = this.boot.session.accounts[this.own] ?? { name: "" };
    return name === this.address ? "" : name;
  }

  /** The person's own name, as the account or their own mail says it. */
  get ownName(): string | null {
    const { name } = this.boot.session.accounts[this.own] ?? { name: "" };
    if (name && name !== this.address) return name;
    const own = this.ownStore.emails
      .all()
      .find(
        (e) => e.from?.[0]?.name && e.from[0].email.toLowerCase() === this.address.toLowerCase(),
      );
    return own?.from?.[0]?.name ?? null;
  }

  /** A folder with a role is named in the page's language. */
  mailboxName(mailbox: Mailbox | undefined): string {
    if (!mailbox) return "";
    return mailbox.role && ROLES.includes(mailbox.role) ? t(`role.${mailbox.role}`) : mailbox.name;
  }

  /** Opens a row's message; a draft opens in the composer. */
  openRow(id: Id, how: "push" | "replace" = "push"): void {
    const email = this.store.emails.get(id);
    this.ui.update({ cursor: id, unseen: this.ui.value.unseen.filter((u) => u !== id) });
    if (email?.keywords.$draft && this.store.threadEmails(email.threadId).length < 2) {
      this.write({ kind: "draft", emailId: id });
      return;
    }
    const open = this.router.value.emailId !== undefined;
    this.go({ emailId: id }, open ? "replace" : how);
  }

  /** Back from the message to the list, which still is where it was. */
  closeMessage(): void {
    const { emailId: _, ...route } = this.router.value;
    this.router.go(route);
    this.list?.focusCursor();
  }

  openMailbox(id: Id, accountId: Id = this.accountId): void {
    this.openPlace({ kind: "mailbox", id }, accountId);
  }

  openPlace(place: Route["place"], accountId: Id = this.own): void {
    this.ui.update({
      selected: NOTHING,
      selectedAll: false,
      anchor: undefined,
      cursor: undefined,
      filtering: "all",
      unseen: [],
      drawer: false,
    });
    this.router.go({ accountId, place });
  }

  /** The folder on screen, when one may post to it. */
  get postable(): Mailbox | undefined {
    const { place } = this.router.value;
    if (!this.isShared || place.kind !== "mailbox") return undefined;
    const mailbox = this.store.mailboxes.get(place.id);
    return mailbox?.myRights.mayAddItems ? mailbox : undefined;
  }

  /** Runs an action on given rows instead of on what is selected or open. */
  actOn(rows: readonly Id[], run: () => void): void {
    this.acting = rows;
    try {
      run();
    } finally {
      this.acting = undefined;
    }
  }

  /** Opens a composer window. */
  write(request: Omit<ComposeRequest, "key">): void {
    this.compose.set([...this.compose.value, { ...request, key: this.nextKey++ }]);
  }

  go(part: Partial<Route>, how: "push" | "replace" = "push"): void {
    this.router.go({ ...this.router.value, ...part }, how);
  }

  /** Changes preferences at once; a refusal puts them back and is told. */
  setPreference(patch: Partial<Preferences>): void {
    this.preferences.change(patch).catch((error) => {
      const cause = asError(error);
      const text = t("preferences.notSaved", { cause: cause.message });
      this.toasts.show({ tone: "alert", text, kb: cause.kb });
    });
  }
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("AppContext is missing");
  return app;
}
