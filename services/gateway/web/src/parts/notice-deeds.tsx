import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import classes from "./notice-deeds.module.css";
import { placeOf, type Notice, type Settle } from "./notices";
import { Snooze } from "./snooze";
import { WhyThis } from "./why-this";

export type Panel = "later" | "why" | null;

interface NoticeDeedsProps {
  notice: Notice;
  settle: Settle;
  /** What is open beneath. */
  panel: Panel;
  setPanel: (panel: Panel) => void;
}

/** What can be done with a notice. What is settled can be opened, and asked why. */
export function NoticeDeeds({ notice, settle, panel, setPanel }: NoticeDeedsProps) {
  const { t } = useTranslation();
  const id = useId();
  const place = placeOf(notice);
  const toggle = (name: "later" | "why") => ({
    "aria-expanded": panel === name,
    "aria-controls": panel === name ? id : undefined,
    onClick: () => setPanel(panel === name ? null : name),
  });
  return (
    <div className={classes.all}>
      <div className={classes.deeds}>
        {place && (
          <Button size="compact-sm" component={Link} href={place.path} onClick={() => settle.read(notice)}>
            {place.words}
          </Button>
        )}
        {notice.state !== "done" && (
          <>
            <Button size="compact-sm" variant="default" onClick={() => settle.done(notice)}>
              {t("notice.done")}
            </Button>
            <Button size="compact-sm" variant="default" {...toggle("later")}>
              {t("notice.later")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => settle.notUseful(notice)}>
              {t("notice.not-useful")}
            </Button>
          </>
        )}
        <Button size="compact-sm" variant="transparent" {...toggle("why")}>
          {t("notice.why")}
        </Button>
      </div>
      {panel && (
        <div id={id} className={classes.panel}>
          {panel === "later" ? (
            <Snooze snooze={(until) => settle.snooze(notice, until)} close={() => setPanel(null)} />
          ) : (
            <WhyThis notice={notice} />
          )}
        </div>
      )}
    </div>
  );
}
