// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6: the addresses that the person writes from, each with its name and signature.
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { JmapError } from "../../jmap/errors.ts";
import type { SetResponse } from "../../jmap/types.ts";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { type App, useApp } from "../app.ts";
import { defaultIdentity, type Identity, ownAddresses, usable } from "../compose/identities.ts";
import { Trouble } from "../reading/Trouble.tsx";
import styles from "./Identities.module.css";
import { IdentityForm } from "./IdentityForm.tsx";
import { Setting } from "./parts.tsx";
import { ask, useRecords } from "./records.ts";
import { useSavingTask } from "./saving.tsx";
import common from "./settings.module.css";

/** Sets identities; a refusal of one is thrown. */
export async function setIdentity(app: App, args: Record<string, unknown>): Promise<string> {
  const answer = await ask<SetResponse<{ id: string }>>(app, "Identity/set", args);
  const refused = Object.values({
    ...answer.notCreated,
    ...answer.notUpdated,
    ...answer.notDestroyed,
  })[0];
  if (refused) throw JmapError.of(refused);
  app.identityVersion++;
  return answer.created?.new?.id ?? "";
}

export function Identities() {
  const app = useApp();
  const save = useSavingTask();
  const { list, failure, load } = useRecords<Identity>(app, "Identity");
  const [open, setOpen] = useState<string>();
  const chosen = useCell(app.preferences).identity;
  const known = list ?? [];
  const offered = usable(known, app.address);
  const first = defaultIdentity(offered, chosen);
  const remove = async (one: Identity) => {
    const { id, mayDelete: _, ...rest } = one;
    await save(() => setIdentity(app, { destroy: [id] }));
    await load();
    if (!offered.includes(one)) return;
    app.toasts.show({
      text: t("identity.removed", { email: one.email }),
      action: {
        label: t("undo"),
        run: () => {
          app.toasts.close();
          void save(() => setIdentity(app, { create: { new: rest } })).then(load);
        },
      },
    });
  };
  return (
    <Setting title={t("identity.title")} hint={t("identity.hint")}>
      {failure ? <Trouble error={failure} again={() => void load()} part /> : null}
      <ul className={common.rows} aria-label={t("identity.title")}>
        {known.map((one) => (
          <li key={one.id} className={styles.item}>
            <Line
              one={one}
              first={one === first}
              usable={offered.includes(one)}
              open={open === one.id}
              toggle={() => setOpen(open === one.id ? undefined : one.id)}
            />
            {open === one.id ? (
              <IdentityForm
                one={one}
                first={one === first}
                usable={offered.includes(one)}
                changed={load}
                remove={() => void remove(one)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {list ? (
        <Add
          addresses={ownAddresses(known)}
          added={async (id) => {
            await load();
            setOpen(id);
          }}
        />
      ) : null}
    </Setting>
  );
}

function Line(props: {
  one: Identity;
  first: boolean;
  usable: boolean;
  open: boolean;
  toggle(): void;
}) {
  const { one } = props;
  return (
    <div className={common.row}>
      <span className={common.rowMain}>
        <bdi className={common.rowName}>{one.name || one.email}</bdi>
        <span className={common.hint}>
          {props.usable ? (
            <bdi>{one.name ? one.email : t("identity.noName")}</bdi>
          ) : (
            t("identity.lost", { email: one.email })
          )}
        </span>
      </span>
      {props.first ? <span className={common.pill}>{t("identity.first")}</span> : null}
      <Button
        aria-expanded={props.open}
        aria-label={t(props.open ? "identity.closeOne" : "identity.editOne", { email: one.email })}
        onClick={props.toggle}
      >
        {t(props.open ? "close" : "identity.edit")}
      </Button>
    </div>
  );
}

/** One more name for an address that one has. */
function Add({ addresses, added }: { addresses: string[]; added(id: string): Promise<void> }) {
  const app = useApp();
  const save = useSavingTask();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email"));
    let id = "";
    await save(async () => {
      id = await setIdentity(app, { create: { new: { name: app.ownName ?? "", email } } });
    });
    if (id) await added(id);
  };
  if (addresses.length === 0) return null;
  return (
    <form className={styles.add} onSubmit={(event) => void submit(event)}>
      <label className={styles.addLabel}>
        {t("identity.addFor")}
        <select name="email" className={common.select}>
          {addresses.map((email) => (
            <option key={email}>{email}</option>
          ))}
        </select>
      </label>
      <Button type="submit" icon={Plus}>
        {t("identity.add")}
      </Button>
    </form>
  );
}
