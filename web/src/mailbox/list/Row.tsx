// SPDX-License-Identifier: Apache-2.0
import { Check, CornerUpLeft, Forward, Paperclip, Star } from "lucide-react";
import { memo, useMemo, useState } from "react";
import type { Id } from "../../jmap/types.ts";
import { useCellSelect, useSelect } from "../../store/hooks.ts";
import { fullDate, listDate } from "../../text/dates.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { useApp } from "../app.ts";
import { HoverActs } from "./HoverActs.tsx";
import { MatchingFile } from "./MatchingFile.tsx";
import { marked } from "./marked.tsx";
import { RoomyFiles } from "./RoomyFiles.tsx";
import styles from "./Row.module.css";
import { type RowData, rowData, rowName } from "./rowData.ts";

export type RowLook = "lines" | "flat" | "search";

/** One row, always of the same height. Clicks, drags and swipes are handled by the list. */
export const Row = memo(function Row(props: {
  id: Id;
  index: number;
  top: number;
  look: RowLook;
  open: boolean;
  selected: boolean;
  selecting: boolean;
  stop: boolean;
  fresh: boolean;
  returned: boolean;
  words: readonly string[];
}) {
  const app = useApp();
  const { id, look } = props;
  const data = useSelect(app.store, () => rowData(app, id));
  const day = useCellSelect(app.live, (live) => live.day);
  const name = useMemo(() => (data ? rowName(data, today(day)) : ""), [data, day]);
  const [hovered, setHovered] = useState(false);
  const roomy = useCellSelect(app.preferences, (p) => p.density === "roomy");
  const style = { transform: `translateY(${props.top}px)` };
  if (!data) return <Skeleton index={props.index} top={props.top} look={look} />;
  return (
    <div
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.selected}
      aria-current={props.open ? "true" : undefined}
      aria-label={name}
      tabIndex={props.stop ? 0 : -1}
      data-row={id}
      data-index={props.index}
      data-look={look}
      data-unread={data.unread || undefined}
      data-open={props.open || undefined}
      data-selecting={props.selecting || undefined}
      data-fresh={props.fresh || undefined}
      data-returned={props.returned || undefined}
      className={styles.row}
      style={style}
      draggable
      onPointerEnter={(event) => setHovered(event.pointerType === "mouse")}
      onPointerLeave={() => setHovered(false)}
    >
      <Cell data={data} look={look} day={day} selected={props.selected} words={props.words} />
      {hovered && !props.selecting ? <HoverActs id={id} /> : null}
      {hovered && data.files && look === "lines" && roomy ? (
        <RoomyFiles ids={data.filesIn} />
      ) : null}
    </div>
  );
});

/** The day that dates are told by; it is asked for anew after midnight. */
const today = (_day: number) => new Date();

/** What a row holds. Drawn again only when that changes, not when the row moves. */
const Cell = memo(function Cell(props: {
  data: RowData;
  look: RowLook;
  day: number;
  selected: boolean;
  words: readonly string[];
}) {
  const { data, look, selected } = props;
  const now = today(props.day);
  return (
    <div role="gridcell" className={styles.cell}>
      {look === "flat" ? (
        <Flat data={data} now={now} selected={selected} />
      ) : (
        <Lines
          data={data}
          now={now}
          selected={selected}
          words={props.words}
          search={look === "search"}
        />
      )}
    </div>
  );
});

function Box({ selected }: { selected: boolean }) {
  return (
    <span className={styles.box} data-part="pick" data-checked={selected || undefined}>
      {selected ? <Check size={12} strokeWidth={3} aria-hidden /> : null}
    </span>
  );
}

function Marks({ data, star }: { data: RowData; star: boolean }) {
  const icon = { size: 15, strokeWidth: 1.75, "aria-hidden": true };
  return (
    <span className={styles.marks}>
      {data.answered ? <CornerUpLeft {...icon} /> : data.forwarded ? <Forward {...icon} /> : null}
      {data.files ? <Paperclip {...icon} /> : null}
      {star && data.flagged ? (
        <Star {...icon} className={styles.flag} fill="currentColor" data-part="star" />
      ) : null}
    </span>
  );
}

function When({ data, now }: { data: RowData; now: Date }) {
  return (
    <time className={styles.date} dateTime={data.date} title={fullDate(data.date)}>
      {data.size || listDate(data.date, now)}
    </time>
  );
}

function Lines(props: {
  data: RowData;
  now: Date;
  selected: boolean;
  words: readonly string[];
  search: boolean;
}) {
  const { data, now, words } = props;
  return (
    <div className={styles.lines}>
      <span className={styles.dot} />
      <span className={styles.pick} data-part="pick">
        <Avatar person={data.person} />
        <span className={styles.over} data-checked={props.selected || undefined}>
          {props.selected ? <Check size={18} strokeWidth={2.5} aria-hidden /> : null}
        </span>
      </span>
      <div className={styles.text} data-file={(props.search && data.files) || undefined}>
        <div className={styles.first}>
          <span className={styles.who}>{data.who}</span>
          {data.count > 1 ? <span className={styles.count}>{data.count}</span> : null}
          {data.folder ? <span className={styles.pill}>{data.folder}</span> : null}
          <span className={styles.space} />
          <Marks data={data} star />
          <When data={data} now={now} />
        </div>
        <div className={styles.subject} dir="auto">
          {marked(data.subject, words)}
        </div>
        <div className={styles.preview} dir="auto">
          {marked(data.preview, words)}
        </div>
        {props.search && data.files ? <MatchingFile ids={data.filesIn} words={words} /> : null}
      </div>
    </div>
  );
}

function Flat({ data, now, selected }: { data: RowData; now: Date; selected: boolean }) {
  return (
    <div className={styles.flat}>
      <span className={styles.dot} />
      <Box selected={selected} />
      <span className={styles.star} data-part="star" data-on={data.flagged || undefined}>
        <Star
          size={16}
          strokeWidth={1.75}
          fill={data.flagged ? "currentColor" : "none"}
          aria-hidden
        />
      </span>
      <span className={styles.who}>
        {data.who}
        {data.count > 1 ? <span className={styles.count}> {data.count}</span> : null}
      </span>
      <span className={styles.line} dir="auto">
        {data.folder ? <span className={styles.pill}>{data.folder}</span> : null}
        <span className={styles.subject}>{data.subject}</span>
        <span className={styles.preview}>{data.preview}</span>
      </span>
      <Marks data={data} star={false} />
      <When data={data} now={now} />
    </div>
  );
}

const WIDTHS = [
  [44, 78, 66],
  [30, 60, 84],
  [50, 72, 56],
  [38, 84, 70],
];

/** A row that is still to come: the same height, still, no shimmer. */
export function Skeleton({ index, top, look }: { index: number; top: number; look: RowLook }) {
  const widths = WIDTHS[index % WIDTHS.length]!;
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-busy="true"
      className={styles.row}
      data-look={look}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={styles.skeleton}>
        {look === "flat" ? null : <i className={styles.disc} />}
        <span>
          {widths.slice(0, look === "flat" ? 1 : 3).map((width) => (
            <i key={width} style={{ inlineSize: `${width}%` }} />
          ))}
        </span>
      </div>
    </div>
  );
}
