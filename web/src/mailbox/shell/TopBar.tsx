// SPDX-License-Identifier: Apache-2.0
import { CircleQuestionMark, ListFilter, Menu as MenuIcon, Search, Settings } from "lucide-react";
import { useState } from "react";
import { shortcuts } from "../../actions/view.ts";
import { useCell, useCellSelect, useSelect } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Avatar } from "../../ui/Avatar.tsx";
import { IconButton } from "../../ui/buttons.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { Menu, MenuButton, type MenuItem } from "../../ui/Menu.tsx";
import type { Room } from "../../ui/media.ts";
import { useApp } from "../app.ts";
import { arrangeItems } from "../list/menus.ts";
import { SearchBox } from "../search/SearchBox.tsx";
import { orderOf } from "../view.ts";
import styles from "./TopBar.module.css";

export function TopBar({ room }: { room: Room }) {
  const app = useApp();
  const searching = useCell(app.router).query !== undefined;
  const [asked, setAsked] = useState(false);
  if (room === "phone") {
    if (searching || asked)
      return (
        <header className={styles.bar} data-phone>
          <SearchBox phone autoFocus={asked} onLeave={() => setAsked(false)} />
        </header>
      );
    return <PhoneBar onSearch={() => setAsked(true)} />;
  }
  return (
    <header className={styles.bar} data-pane-stop>
      <a className={styles.brand} href="/mail" onClick={home(app)} aria-label={t("home")}>
        <Mark size={24} />
        {room === "wide" ? <span className={styles.name}>{t("product")}</span> : null}
      </a>
      <div className={styles.search}>
        <SearchBox />
      </div>
      <div className={styles.side}>
        <IconButton
          icon={CircleQuestionMark}
          label={t("shortcuts")}
          keys="?"
          side="start"
          onClick={() => shortcuts.run(app)}
        />
        <IconButton
          icon={Settings}
          label={t("settings")}
          side="start"
          onClick={() => app.openPlace({ kind: "settings", page: "appearance" })}
        />
        <Account />
      </div>
    </header>
  );
}

function home(app: ReturnType<typeof useApp>) {
  return (event: { preventDefault(): void }) => {
    const inbox = app.store.mailboxByRole("inbox");
    if (!inbox) return;
    event.preventDefault();
    app.openMailbox(inbox.id);
  };
}

function PhoneBar({ onSearch }: { onSearch(): void }) {
  const app = useApp();
  const route = useCell(app.router);
  const filtering = useCellSelect(app.ui, (ui) => ui.filtering);
  useCellSelect(app.preferences, (p) => p.sorts);
  const order = orderOf(app);
  const arranged = filtering !== "all" || order.by !== "date" || order.ascending;
  const { name, count } = useSelect(app.store, (store) => {
    const mailbox =
      route.place.kind === "mailbox" ? store.mailboxes.get(route.place.id) : undefined;
    return {
      name: route.place.kind === "flagged" ? t("flagged") : app.mailboxName(mailbox),
      count: app.unreadOf(mailbox),
    };
  });
  return (
    <header className={styles.bar} data-phone data-pane-stop>
      <IconButton
        icon={MenuIcon}
        label={t("folders.label")}
        onClick={() => app.ui.update({ drawer: true })}
      />
      <h1 className={styles.title}>
        <span>{name}</span>
        <small>{t("unreadCount", { count })}</small>
      </h1>
      <IconButton icon={Search} label={t("search")} onClick={onSearch} />
      <MenuButton
        icon={ListFilter}
        label={t("arrange")}
        pressed={arranged}
        items={() => arrangeItems(app)}
        side="start"
      />
      <Account />
    </header>
  );
}

const THEMES = ["system", "light", "dark"] as const;

/** The person's menu: address, theme, sign out. Signing out is a form, so that it always works. */
function Account() {
  const app = useApp();
  const [at, setAt] = useState<DOMRect>();
  const name = useSelect(app.store, () => app.ownName);
  const person = { name, email: app.address };
  const signOut = () => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/sign-out";
    document.body.append(form);
    form.submit();
  };
  const items = (): MenuItem[] => [
    { title: t("theme") },
    ...THEMES.map((theme) => ({
      label: t(`theme.${theme}`),
      checked: app.preferences.value.theme === theme,
      run: () => app.setPreference({ theme }),
    })),
    "line",
    {
      label: t("settings"),
      icon: Settings,
      run: () => app.openPlace({ kind: "settings", page: "appearance" }),
    },
    "line",
    { label: t("signOut"), run: signOut },
  ];
  return (
    <>
      <button
        type="button"
        className={styles.account}
        aria-label={t("account", { address: app.address })}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
      >
        <Avatar person={person} size={28} />
      </button>
      {at ? (
        <Menu
          items={items()}
          at={at}
          label={t("account", { address: app.address })}
          header={
            <div className={styles.who}>
              <b dir="auto">{person.name ?? app.address}</b>
              {person.name ? <span>{app.address}</span> : null}
            </div>
          }
          onClose={() => setAt(undefined)}
        />
      ) : null}
    </>
  );
}
