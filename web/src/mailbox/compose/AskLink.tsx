// SPDX-License-Identifier: Apache-2.0
import { t } from "../../text/t.tsx";
import { AskName } from "../../ui/Dialog.tsx";
import type { EditorFrame } from "./frame.ts";
import { linkOf } from "./link.ts";

/** Asks where the selected words lead, and gives the keyboard back to them. */
export function AskLink(props: {
  frame: EditorFrame | undefined;
  link: string | null | undefined;
  onClose: () => void;
}) {
  return (
    <AskName
      title={t("format.link")}
      label={t("format.linkTarget")}
      verb={t("format.linkSet")}
      value={props.link ?? ""}
      save={async (typed) => {
        const url = linkOf(typed);
        if (!url) return t("format.linkNot", { typed });
        props.frame?.say({ type: "link", url });
        return undefined;
      }}
      onClose={() => {
        props.onClose();
        props.frame?.focus("kept");
      }}
    />
  );
}
