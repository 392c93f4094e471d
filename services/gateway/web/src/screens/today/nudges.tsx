import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import classes from "./today.module.css";

type Notice = Schemas["InboxItem"];

const AT_MOST = 3;
const OPEN = { params: { query: { state: "new" as const, limit: 20 } } };
const DAY_MS = 24 * 60 * 60 * 1000;

/** Three at most, each with why it is said. The rest is in the inbox. */
export function Nudges() {
  const { t } = useTranslation("today");
  const { data, error, refetch } = api.useQuery("get", "/v1/inbox", OPEN);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  const items = data?.items.slice(0, AT_MOST);
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
  const { t } = useTranslation("today");
  const [isWhy, setWhy] = useState(false);
  const settle = useSettle(notice);
  const why = useId();
  return (
    <li className={classes.nudge}>
      <h3>{notice.title}</h3>
      <p>{notice.text}</p>
      <div className={classes.deeds}>
        <Button size="compact-sm" variant="default" onClick={settle.done}>
          {t("done")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={settle.later}>
          {t("later")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={settle.notUseful}>
          {t("not-useful")}
        </Button>
        <Button
          size="compact-sm"
          variant="transparent"
          aria-expanded={isWhy}
          aria-controls={why}
          onClick={() => setWhy(!isWhy)}
        >
          {t("why")}
        </Button>
      </div>
      {isWhy && (
        <p id={why} className={classes.why}>
          {notice.why}
        </p>
      )}
    </li>
  );
}

/** Gone at once, sent when it was not taken back. */
function useSettle({ notice_id, title }: Notice): Record<"done" | "later" | "notUseful", () => void> {
  const { t } = useTranslation("today");
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/inbox", OPEN);
  const path = { params: { path: { notice_id } } };
  const settle = (words: string, send: () => Promise<unknown>) => () => {
    const before = client.getQueryData<Schemas["Inbox"]>(queryKey);
    client.setQueryData<Schemas["Inbox"]>(queryKey, (inbox) =>
      inbox ? { ...inbox, items: inbox.items.filter((one) => one.notice_id !== notice_id) } : inbox,
    );
    undo.later({ words, send, takeBack: () => client.setQueryData(queryKey, before) });
  };
  return {
    done: settle(t("said-done", { title }), () => sent(http.POST("/v1/inbox/{notice_id}/done", path))),
    later: settle(t("said-later", { title }), () =>
      sent(
        http.POST("/v1/inbox/{notice_id}/snooze", {
          ...path,
          body: { until: new Date(Date.now() + DAY_MS).toISOString() },
        }),
      ),
    ),
    notUseful: settle(t("said-not-useful"), () => sent(http.POST("/v1/inbox/{notice_id}/not-useful", path))),
  };
}
