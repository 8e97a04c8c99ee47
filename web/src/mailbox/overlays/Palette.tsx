// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { keyLabel } from "../../actions/action.ts";
import { actions } from "../../actions/index.ts";
import { moveInto } from "../../actions/move.ts";
import { Batch } from "../../jmap/batch.ts";
import type { EmailAddress } from "../../jmap/types.ts";
import { nameOf } from "../../text/people.ts";
import { t } from "../../text/t.tsx";
import { Avatar } from "../../ui/Avatar.tsx";
import { type App, useApp } from "../app.ts";
import { folderIcon } from "../tree/icons.ts";
import { pathOf } from "../tree/model.ts";
import { targetRows } from "../view.ts";
import { type Choice, Chooser, fit } from "./Chooser.tsx";

const USED = "posthouse.palette";
const MOST_PEOPLE = 4;
const HIDDEN = new Set(["next", "previous", "first", "last", "palette", "extendDown", "extendUp"]);

function readUsed(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(USED) ?? "{}");
  } catch {
    return {};
  }
}

function use(id: string): void {
  localStorage.setItem(USED, JSON.stringify({ ...readUsed(), [id]: Date.now() }));
}

/** Every command with its key, every folder, people. What is used comes first. */
export function Palette({ onClose }: { onClose(): void }) {
  const app = useApp();
  const people = usePeople(app);
  const [used] = useState(readUsed);
  const rows = targetRows(app);
  const first = rows.length === 1 ? app.store.emails.get(rows[0]!) : undefined;
  const about = first
    ? t("palette.about", { subject: first.subject ?? t("noSubject") })
    : rows.length > 1
      ? t("palette.aboutMany", { count: rows.length })
      : "";
  const find = (text: string): Choice[] => {
    const score = (choice: Choice) => fit(choice.label, text);
    const best = (list: Choice[]) =>
      list
        .filter((c) => score(c) >= 0)
        .sort((a, b) => score(b) - score(a) || (used[b.id] ?? 0) - (used[a.id] ?? 0))
        .map((c) => ({
          ...c,
          run: () => {
            use(c.id);
            c.run();
          },
        }));
    const commands = best([
      ...commandChoices(app),
      ...(text && rows.length > 0 ? moveChoices(app, text) : []),
    ]);
    const folders = best(folderChoices(app));
    const found = text.trim().length > 0 ? people.find(text) : [];
    return [...commands, ...folders, ...found];
  };
  return (
    <Chooser
      title={t("palette")}
      hint={t("palette.hint")}
      about={about}
      none={t("palette.none")}
      find={find}
      onClose={onClose}
    />
  );
}

function commandChoices(app: App): Choice[] {
  return actions
    .filter((a) => !HIDDEN.has(a.id) && (a.ready?.(app) ?? true))
    .map((action) => ({
      id: action.id,
      part: t("palette.commands"),
      label: t(action.label(app)),
      icon: <action.icon size={18} strokeWidth={1.75} aria-hidden />,
      keys: keyLabel(action.keys),
      run: () => action.run(app),
    }));
}

function folderChoices(app: App): Choice[] {
  return app.store.mailboxes.all().map((mailbox) => {
    const Icon = folderIcon(mailbox.role);
    const path = pathOf(
      mailbox.id,
      (id) => app.store.mailboxes.get(id),
      (m) => app.mailboxName(m),
    );
    return {
      id: `folder ${mailbox.id}`,
      part: t("palette.goTo"),
      label: path.at(-1) ?? "",
      detail: path.slice(0, -1).join(" / "),
      icon: <Icon size={18} strokeWidth={1.75} aria-hidden />,
      run: () => app.openMailbox(mailbox.id),
    };
  });
}

function moveChoices(app: App, text: string): Choice[] {
  return app.store.mailboxes
    .all()
    .filter(
      (m) => !m.role && (m.id === app.lastFolder || fit(m.name, text) >= 0 || /\s/.test(text)),
    )
    .map((mailbox) => {
      const Icon = folderIcon(null);
      return {
        id: `move ${mailbox.id}`,
        part: t("palette.commands"),
        label: t("palette.moveTo", { folder: mailbox.name }),
        icon: <Icon size={18} strokeWidth={1.75} aria-hidden />,
        run: () => moveInto(app, mailbox.id),
      };
    });
}

interface Recipient extends EmailAddress {
  outside?: boolean;
}

/** People of the directory and of past mail, asked for once while the palette is open. */
function usePeople(app: App): { find(text: string): Choice[] } {
  const [list, setList] = useState<Recipient[]>([]);
  useEffect(() => {
    const known = new Map<string, Recipient>();
    for (const email of app.store.emails.all()) {
      const from = email.from?.[0];
      if (from) known.set(from.email.toLowerCase(), from);
    }
    setList([...known.values()]);
    const batch = new Batch();
    const call = batch.call<{ list: Recipient[] }>("Recipient/query", {
      accountId: app.accountId,
      filter: { text: "" },
      limit: 100,
    });
    app.client.send(batch).then(
      (answers) => {
        const answer = answers.tryGet(call);
        if (answer instanceof Error) return;
        for (const person of answer.list) known.set(person.email.toLowerCase(), person);
        setList([...known.values()]);
      },
      () => {},
    );
  }, [app]);
  return {
    find: (text) =>
      list
        .map((person) => ({ person, score: fit(`${nameOf(person)} ${person.email}`, text) }))
        .filter((p) => p.score >= 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, MOST_PEOPLE)
        .map(({ person }) => ({
          id: `person ${person.email}`,
          part: t("palette.people"),
          label: nameOf(person),
          detail: person.name ? person.email : undefined,
          icon: <Avatar person={person} size={20} />,
          run: () => app.write({ kind: "new", to: person.email }),
        })),
  };
}
