// SPDX-License-Identifier: Apache-2.0
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import type { Email, EmailAddress } from "../../jmap/types.ts";
import { fullDate } from "../../text/dates.ts";
import { nameOf, shortName } from "../../text/people.ts";
import { locale, t } from "../../text/t.tsx";
import { useApp } from "../app.ts";
import type { Detail } from "./detail.ts";
import styles from "./reading.module.css";

const NAMED = 3;

/** "to you and Jonas Brandt", which opens into every address of the message. */
export function People({ email, detail }: { email: Email; detail: Detail | undefined }) {
  const app = useApp();
  const [open, setOpen] = useState(false);
  const id = useId();
  const people = [...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])];
  return (
    <>
      <button
        type="button"
        className={styles.people}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <bdi>{people.length > 0 ? toText(people, app.address) : t("reading.toNobody")}</bdi>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
      </button>
      {open ? (
        <dl className={styles.details} id={id}>
          <Row label={t("forward.from")} people={email.from} />
          <Row label={t("reading.replyTo")} people={email.replyTo} />
          <Row label={t("forward.to")} people={email.to} />
          <Row label={t("forward.cc")} people={email.cc} />
          <Row label={t("reading.bcc")} people={email.bcc} />
          <dt>{t("forward.date")}</dt>
          <dd>{fullDate(detail?.sentAt ?? email.receivedAt)}</dd>
        </dl>
      ) : null}
    </>
  );
}

function Row({ label, people }: { label: string; people: EmailAddress[] | null }) {
  if (!people || people.length === 0) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {people.map((person, index) => (
          <span key={index} className={styles.person}>
            {person.name ? <bdi>{person.name}</bdi> : null}{" "}
            <bdi className={styles.address}>{person.email}</bdi>
          </span>
        ))}
      </dd>
    </>
  );
}

function toText(people: EmailAddress[], own: string): string {
  const mine = (person: EmailAddress) => person.email.toLowerCase() === own.toLowerCase();
  const sorted = [...people.filter(mine), ...people.filter((person) => !mine(person))];
  const name = sorted.length > 2 ? shortName : nameOf;
  const names = sorted
    .slice(0, NAMED)
    .map((person) => (mine(person) ? t("reading.youSmall") : name(person)));
  const rest = sorted.length - names.length;
  if (rest > 0) names.push(t("reading.others", { count: rest }));
  return t("reading.to", {
    names: new Intl.ListFormat(locale, { type: "conjunction" }).format(names),
  });
}
