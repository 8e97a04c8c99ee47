// SPDX-License-Identifier: Apache-2.0
import { isOfTheStore, type JmapError } from "../../jmap/errors.ts";
import { t } from "../../text/t.tsx";
import { causeText } from "../undo.ts";

/** Why a list is not there: the cause is the title; then what works, what helps, and that it is tried again. */
export function failureWords(error: JmapError): { title: string; text: string } {
  const cause = causeText(error);
  if (error.outcome === "denied") return { title: t("list.denied"), text: cause };
  // Nothing is broken, and asking again would be answered the same.
  if (error.type === "unsupportedSort")
    return {
      title: t("sort.refused"),
      text: [cause, t("list.safe"), error.remedy].filter(Boolean).join(" "),
    };
  const works = error.works ?? t(isOfTheStore(error) ? "list.safe" : "list.othersOpen");
  const text = [works, error.remedy, t("list.again")].filter(Boolean).join(" ");
  return { title: cause.replace(/\.$/, ""), text };
}
