import { useEffect, useId, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { NoticeDeeds, type Panel } from "../../parts/notice-deeds";
import type { Notice, Settle } from "../../parts/notices";
import { useWhen } from "../../parts/when";
import classes from "./inbox.module.css";

interface LineProps {
  notice: Notice;
  isCurrent: boolean;
  /** By a key, or because the one before is gone: then the focus comes along. */
  isMoved: RefObject<boolean>;
  choose: () => void;
  settle: Settle;
  panel: Panel;
  setPanel: (panel: Panel) => void;
}

export function Line({ notice, isCurrent, isMoved, choose, settle, panel, setPanel }: LineProps) {
  const { t } = useTranslation("inbox");
  const { ago, moment } = useWhen();
  const button = useRef<HTMLButtonElement>(null);
  const text = useId();
  useEffect(() => {
    if (!isCurrent || !isMoved.current) return;
    isMoved.current = false;
    button.current?.focus({ preventScroll: true });
    button.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent, isMoved]);
  const close = (next: Panel) => {
    setPanel(next);
    if (!next) button.current?.focus();
  };
  return (
    <li className={classes.line} data-current={isCurrent || undefined} data-new={notice.state === "new" || undefined}>
      <h2>
        <button ref={button} type="button" aria-expanded={isCurrent} aria-controls={isCurrent ? text : undefined} onClick={choose}>
          <span className={classes.title}>{notice.title}</span>
          <time dateTime={notice.at} title={moment(notice.at)}>
            {ago(notice.at)}
          </time>
        </button>
      </h2>
      {isCurrent ? (
        <div id={text} className={classes.body}>
          <p className={classes.text}>{notice.text}</p>
          {notice.not_useful && <p className={classes.quiet}>{t("was-not-useful")}</p>}
          {notice.state === "snoozed" && notice.snoozed_until && (
            <p className={classes.quiet}>{t("back", { when: moment(notice.snoozed_until) })}</p>
          )}
          {notice.is_over && notice.state !== "done" && <p className={classes.quiet}>{t("is-over")}</p>}
          <NoticeDeeds notice={notice} settle={settle} panel={panel} setPanel={close} />
        </div>
      ) : (
        <p className={classes.preview} aria-hidden="true">
          {notice.text}
        </p>
      )}
    </li>
  );
}
