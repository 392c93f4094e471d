import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { NoticeDeeds, type Panel } from "../../parts/notice-deeds";
import { useInbox, useOpen, useSettle, type Notice } from "../../parts/notices";
import { Trouble } from "../../parts/trouble";
import classes from "./today.module.css";

const AT_MOST = 3;

/** Three at most of what can still be done, each with why it is said. The rest is in the inbox. */
export function Nudges() {
  const { t } = useTranslation("today");
  const { data, error, refetch } = useInbox();
  const items = useOpen(data?.items)
    ?.filter(({ is_over }) => !is_over)
    .slice(0, AT_MOST);
  if (error && !items) return <Trouble error={error} retry={refetch} />;
  return (
    <Card title={t("nudges")}>
      {items?.length === 0 && <p className={classes.quiet}>{t("no-nudges")}</p>}
      <ul className={classes.nudges}>
        {items?.map((notice) => (
          <Nudge key={notice.notice_id} notice={notice} />
        ))}
      </ul>
    </Card>
  );
}

function Nudge({ notice }: { notice: Notice }) {
  const [panel, setPanel] = useState<Panel>(null);
  const settle = useSettle();
  return (
    <li className={classes.nudge}>
      <h3>{notice.title}</h3>
      <p className={classes.text}>{notice.text}</p>
      <NoticeDeeds notice={notice} settle={settle} panel={panel} setPanel={setPanel} />
    </li>
  );
}
