// SPDX-License-Identifier: Apache-2.0
import {
  Command,
  Keyboard,
  MailCheck,
  MessagesSquare,
  Moon,
  PanelRight,
  Rows3,
  Search,
  Settings,
  Undo2,
} from "lucide-react";
import { mailboxOf } from "../mailbox/view.ts";
import type { Action } from "./action.ts";
import { markAllRead as markFolderRead } from "./folders.ts";

export const search: Action = {
  id: "search",
  group: "move",
  icon: Search,
  label: () => "search",
  keys: ["/"],
  run: (app) => app.focusSearch(),
};

export const palette: Action = {
  id: "palette",
  group: "move",
  icon: Command,
  label: () => "palette",
  keys: ["Ctrl+k"],
  run: (app) => app.ui.update({ overlay: "palette" }),
};

export const shortcuts: Action = {
  id: "shortcuts",
  group: "view",
  icon: Keyboard,
  label: () => "shortcuts",
  keys: ["?"],
  run: (app) => app.ui.update({ overlay: "shortcuts" }),
};

export const undo: Action = {
  id: "undo",
  group: "act",
  icon: Undo2,
  label: () => "undo",
  keys: ["z", "Ctrl+z"],
  ready: (app) => !app.undo.empty || app.toasts.value?.action?.key === "Z",
  run(app) {
    // What the toast offers goes first: a sent message is no step of the list.
    const offered = app.toasts.value?.action;
    if (offered?.key === "Z") offered.run();
    else void app.undo.undo();
  },
};

const NEXT_PANE = { right: "below", below: "off", off: "right" } as const;

export const pane: Action = {
  id: "pane",
  group: "view",
  icon: PanelRight,
  label: (app) => `pane.${NEXT_PANE[app.preferences.value.pane]}`,
  keys: ["p"],
  run: (app) => app.setPreference({ pane: NEXT_PANE[app.preferences.value.pane] }),
};

export const dark: Action = {
  id: "dark",
  group: "view",
  icon: Moon,
  label: (app) => (app.preferences.value.theme === "dark" ? "theme.light" : "theme.dark"),
  run: (app) =>
    app.setPreference({ theme: app.preferences.value.theme === "dark" ? "light" : "dark" }),
};

export const conversations: Action = {
  id: "conversations",
  group: "view",
  icon: MessagesSquare,
  label: (app) => (app.preferences.value.conversations ? "conversations.off" : "conversations.on"),
  run: (app) => app.setPreference({ conversations: !app.preferences.value.conversations }),
};

const DENSITIES = ["roomy", "standard", "compact"] as const;

export const density: Action = {
  id: "density",
  group: "view",
  icon: Rows3,
  label: () => "density.next",
  run(app) {
    const at = DENSITIES.indexOf(app.preferences.value.density);
    app.setPreference({ density: DENSITIES[(at + 1) % DENSITIES.length]! });
  },
};

export const settings: Action = {
  id: "settings",
  group: "view",
  icon: Settings,
  label: () => "settings",
  run: (app) => app.openPlace({ kind: "settings", page: "appearance" }),
};

export const markAllRead: Action = {
  id: "markAllRead",
  group: "act",
  icon: MailCheck,
  label: () => "markAllRead",
  ready: (app) => (mailboxOf(app)?.unreadEmails ?? 0) > 0,
  run: (app) => void markFolderRead(app, mailboxOf(app)!),
};
