// SPDX-License-Identifier: Apache-2.0
import { destroyTarget } from "../../actions/destroy.ts";
import {
  createFolder,
  deleteFolder,
  emptyFolder,
  moveFolder,
  renameFolder,
} from "../../actions/folders.ts";
import { moveInto } from "../../actions/move.ts";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { AskName, Confirm } from "../../ui/Dialog.tsx";
import { useApp } from "../app.ts";
import { isInside } from "../tree/model.ts";
import { mailboxIdOf, targetRows } from "../view.ts";
import { FolderPicker } from "./FolderPicker.tsx";
import { Palette } from "./Palette.tsx";
import { Shortcuts } from "./Shortcuts.tsx";

/** Dialogs, fetched when the first one is opened. */
export default function Overlays() {
  const app = useApp();
  const { overlay, folder, selectedAll } = useCell(app.ui);
  const close = () => app.ui.update({ overlay: undefined, folder: undefined });
  const mailbox = folder === undefined ? undefined : app.store.mailboxes.get(folder);
  const name = app.mailboxName(mailbox);
  const get = (id: string) => app.store.mailboxes.get(id);
  switch (overlay) {
    case undefined:
      return null;
    case "palette":
      return <Palette onClose={close} />;
    case "shortcuts":
      return <Shortcuts onClose={close} />;
    case "move":
      return (
        <FolderPicker
          title={t("move.title", { count: targetRows(app).length })}
          can={(m) => m.id !== mailboxIdOf(app) && m.myRights.mayAddItems !== false}
          pick={(id) => moveInto(app, id)}
          onClose={close}
        />
      );
    case "folderInto":
      return (
        <FolderPicker
          title={t("folder.move.title", { folder: name })}
          top={t("folder.top")}
          can={(m) => !isInside(m.id, folder!, get)}
          pick={(id) => void moveFolder(app, folder!, id || null)}
          onClose={close}
        />
      );
    case "newFolder":
      return (
        <AskName
          title={mailbox ? t("folder.newIn.title", { folder: name }) : t("folder.new")}
          label={t("folder.name")}
          verb={t("create")}
          save={(value) => createFolder(app, value, folder ?? null)}
          onClose={close}
        />
      );
    case "renameFolder":
      return (
        <AskName
          title={t("folder.rename")}
          label={t("folder.name")}
          verb={t("rename")}
          value={mailbox?.name ?? ""}
          save={(value) => renameFolder(app, folder!, value)}
          onClose={close}
        />
      );
    case "deleteFolder":
      return (
        <Confirm
          title={t("folder.delete.ask", { folder: name, count: mailbox?.totalEmails ?? 0 })}
          text={t("folder.delete.text", { count: mailbox?.totalEmails ?? 0 })}
          verb={t("folder.delete.verb")}
          run={() => void deleteFolder(app, mailbox!)}
          onClose={close}
        />
      );
    case "empty":
      return (
        <Confirm
          title={t("destroy.ask", { count: mailbox?.totalEmails ?? 0 })}
          verb={t("destroy.verb")}
          run={() => void emptyFolder(app, mailbox!)}
          onClose={close}
        />
      );
    case "destroy": {
      const here = get(mailboxIdOf(app) ?? "");
      const count = selectedAll ? (here?.totalEmails ?? 0) : targetRows(app).length;
      return (
        <Confirm
          title={t("destroy.ask", { count })}
          verb={t("destroy.verb")}
          run={() => void destroyTarget(app)}
          onClose={close}
        />
      );
    }
  }
}
