// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §1-5, RFC 8621: the types that the mailbox uses.
export type Id = string;
export type UTCDate = string;
export type Patch = Record<string, unknown>;

export interface Account {
  name: string;
  isPersonal: boolean;
  isReadOnly: boolean;
  accountCapabilities: Record<string, Record<string, unknown>>;
}

export interface Session {
  username: string;
  apiUrl: string;
  downloadUrl: string;
  uploadUrl: string;
  eventSourceUrl?: string;
  state: string;
  capabilities: Record<string, Record<string, unknown>>;
  accounts: Record<Id, Account>;
  primaryAccounts: Record<string, Id>;
}

export interface EmailAddress {
  name: string | null;
  email: string;
}

export interface Mailbox {
  id: Id;
  name: string;
  parentId: Id | null;
  role: string | null;
  sortOrder: number;
  totalEmails: number;
  unreadEmails: number;
  totalThreads: number;
  unreadThreads: number;
  isSubscribed: boolean;
  myRights: Record<string, boolean>;
}

/** RFC 9425 §4. */
export interface Quota {
  id: Id;
  resourceType: string;
  used: number;
  hardLimit: number;
}

/** The properties that a list row needs; the reading pane fetches the rest itself. */
export interface Email {
  id: Id;
  blobId: Id;
  threadId: Id;
  mailboxIds: Record<Id, true>;
  keywords: Record<string, true>;
  size: number;
  receivedAt: UTCDate;
  from: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  replyTo: EmailAddress[] | null;
  subject: string | null;
  preview: string;
  hasAttachment: boolean;
  messageId: string[] | null;
}

export const LIST_PROPERTIES = [
  "id",
  "blobId",
  "threadId",
  "mailboxIds",
  "keywords",
  "size",
  "receivedAt",
  "from",
  "to",
  "cc",
  "bcc",
  "replyTo",
  "subject",
  "preview",
  "hasAttachment",
  "messageId",
] as const;

export interface Thread {
  id: Id;
  emailIds: Id[];
}

export interface Comparator {
  property: string;
  isAscending?: boolean;
  keyword?: string;
}

export interface FilterOperator {
  operator: "AND" | "OR" | "NOT";
  conditions: Filter[];
}

export interface FilterCondition {
  inMailbox?: Id;
  inMailboxOtherThan?: Id[];
  before?: UTCDate;
  after?: UTCDate;
  minSize?: number;
  maxSize?: number;
  hasKeyword?: string;
  notKeyword?: string;
  hasAttachment?: boolean;
  text?: string;
  from?: string;
  to?: string;
  cc?: string;
  subject?: string;
  body?: string;
}

export type Filter = FilterOperator | FilterCondition;

export interface QueryResponse {
  queryState: string;
  canCalculateChanges: boolean;
  position: number;
  ids: Id[];
  total?: number;
  /** Vendor: how far a text search got, when it was bounded. */
  searched?: {
    complete: boolean;
    /** Messages looked at. */
    emails?: number;
    untilDate?: UTCDate;
    kb?: string;
    description?: string;
  };
}

export interface QueryChangesResponse {
  oldQueryState: string;
  newQueryState: string;
  total?: number;
  removed: Id[];
  added: { id: Id; index: number }[];
}

export interface ChangesResponse {
  oldState: string;
  newState: string;
  hasMoreChanges: boolean;
  created: Id[];
  updated: Id[];
  destroyed: Id[];
}

export interface GetResponse<T> {
  state: string;
  list: T[];
  notFound: Id[];
}

export interface SetError {
  type: string;
  description?: string;
  kb?: string;
  works?: string;
  remedy?: string;
  properties?: string[];
}

export interface SetResponse<T = Record<string, unknown>> {
  oldState: string | null;
  newState: string;
  created?: Record<string, T> | null;
  updated?: Record<Id, Partial<T> | null> | null;
  destroyed?: Id[] | null;
  notCreated?: Record<string, SetError> | null;
  notUpdated?: Record<Id, SetError> | null;
  notDestroyed?: Record<Id, SetError> | null;
}

export interface StateChange {
  "@type": "StateChange";
  changed: Record<Id, Record<string, string>>;
  pushState?: string;
}

/** Vendor type `Preferences`, a singleton per account. Members not known here are kept. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  density: "roomy" | "standard" | "compact";
  pane: "right" | "below" | "off";
  conversations: boolean;
  imagesFrom: string[];
  shortcuts: boolean;
  listWidth: number;
  /** Of the list above the message, in pixels; without it 46 % of the sheet. */
  listHeight?: number | null;
  keys: Record<string, string>;
  /** The identity that new messages are from; without it the main address's. */
  identity?: string;
  /** Signatures in new messages, in answers, and below the quotation there; yes, yes, no when not set. */
  signNew?: boolean;
  signReply?: boolean;
  signBelow?: boolean;
  /** The order of a folder's list, by the folder's id: "from", "-size"; newest first has no entry. */
  sorts?: Record<string, string>;
  /** Language of the words: a tag, or nothing for the browser's. */
  language?: string;
  /** Region of dates and numbers: a tag, "browser", or nothing for the server's. */
  locale?: string;
  [other: string]: unknown;
}

export type Invocation = [name: string, args: Record<string, unknown>, callId: string];

/** What the server writes into the page: the answers to the mailbox's first request. */
export interface Boot {
  session: Session;
  version: string;
  /** Address of the module with the texts of the page's language. */
  words: string;
  nonce?: string;
  preferences: Partial<Preferences>;
  responses: Invocation[];
  using: string[];
  /** What the store of the whole server meets at the moment. */
  problem?: SetError;
}
