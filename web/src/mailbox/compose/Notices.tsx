// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useCell } from "../../store/hooks.ts";
import { t } from "../../text/t.tsx";
import { Button } from "../../ui/buttons.tsx";
import { Glyph } from "../../ui/Glyph.tsx";
import { unfinished } from "./attachment.ts";
import { pickFiles } from "./Composer.tsx";
import type { Obstacle, Question } from "./checks.ts";
import styles from "./compose.module.css";
import type { Writing } from "./writing.ts";

/** What stands between the text and "Send": why not, what is asked, what it waits for. */
export function Notices({ writing }: { writing: Writing }) {
  const { obstacle, questions, problem, conflict, sending, draft } = useCell(writing);
  return (
    <div className={styles.notices}>
      {conflict ? (
        <Notice
          kind="part"
          actions={
            <Button onClick={() => writing.update({ conflict: false })}>
              {t("compose.understood")}
            </Button>
          }
        >
          {t("compose.conflict")}
        </Notice>
      ) : null}
      {problem ? (
        <Notice
          kind="broken"
          actions={<Button onClick={() => void writing.send(true)}>{t("tryAgain")}</Button>}
        >
          {t("compose.notSent", { cause: problem.cause })}{" "}
          {problem.kb ? (
            <a href={`/kb/${problem.kb}`} target="_blank" rel="noreferrer">
              {problem.kb}
            </a>
          ) : null}
        </Notice>
      ) : null}
      {obstacle ? <Notice kind="broken">{obstacleText(obstacle)}</Notice> : null}
      {questions.length > 0 ? (
        <Notice kind="part" actions={<Answers writing={writing} questions={questions} />}>
          {questions.map(questionText).join(" ")}
        </Notice>
      ) : null}
      {sending === "files" ? (
        <Notice
          kind="part"
          actions={
            <Button onClick={() => writing.stopWaiting()}>{t("compose.stopWaiting")}</Button>
          }
        >
          {t("compose.waitsForFiles", { count: unfinished(draft.files).length })}
        </Notice>
      ) : null}
    </div>
  );
}

function Notice({
  kind,
  actions,
  children,
}: {
  kind: "part" | "broken";
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={styles.notice} data-kind={kind} role="alert">
      <Glyph kind={kind} />
      <span className={styles.noticeText}>{children}</span>
      {actions}
    </div>
  );
}

function Answers({ writing, questions }: { writing: Writing; questions: Question[] }) {
  return (
    <>
      {questions.some((one) => one.is === "forgotten") ? (
        <Button
          onClick={() => {
            writing.update({ questions: [] });
            pickFiles(writing);
          }}
        >
          {t("compose.attach")}
        </Button>
      ) : null}
      <Button onClick={() => void writing.send(true)}>{t("compose.sendAnyway")}</Button>
    </>
  );
}

function questionText(question: Question): string {
  return question.is === "forgotten"
    ? t("compose.forgotten", { words: question.words })
    : t("compose.noSubjectYet");
}

function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.is) {
    case "nobody":
      return t("compose.nobody");
    case "bad-address":
      return t("compose.badAddress", { email: obstacle.email });
    case "refused-file":
      return t("compose.refusedFile", { name: obstacle.name });
    case "silent":
      return t("compose.silent");
  }
}
