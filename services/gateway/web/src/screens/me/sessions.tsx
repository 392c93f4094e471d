import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { browserName } from "../../parts/browser-name";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { BROWSERS } from "../../parts/whole";
import list from "../../parts/list.module.css";
import classes from "./me.module.css";

/** Every browser in which one is signed in. */
export function Sessions() {
  const { t } = useTranslation("me");
  const { data, error, refetch } = useQuery(BROWSERS);
  const undo = useUndo();
  const reread = useReread();
  const leaving = useLeaving();
  const open = data?.data.filter(({ session_id }) => !leaving.isGone(session_id)) ?? [];
  const end = ({ session_id, client }: Schemas["OpenSession"]) =>
    leaving.leave(session_id, t("session-said", { client: browserName(client) }), async () => {
      await sent(http.DELETE("/v1/me/sessions/{session_id}", { params: { path: { session_id } } }));
      await reread("/v1/me/sessions");
    });
  const endOthers = () =>
    void undo.now({
      words: t("sessions-said"),
      send: async () => {
        await sent(http.DELETE("/v1/me/sessions"));
        await reread("/v1/me/sessions");
      },
    });
  const others = open.filter(({ is_this_one }) => !is_this_one);
  return (
    <Card title={t("sessions")}>
      <p className={classes.quiet}>{t("sessions-text")}</p>
      {error && !data && <Trouble error={error} retry={refetch} />}
      <ul className={list.list}>
        {open.map((session) => (
          <Session key={session.session_id} session={session} end={() => end(session)} />
        ))}
      </ul>
      {others.length > 1 && (
        <div>
          <Button variant="default" onClick={endOthers}>
            {t("sessions-end", { count: others.length })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Session({ session, end }: { session: Schemas["OpenSession"]; end: () => void }) {
  const { t } = useTranslation("me");
  const { moment } = useWhen();
  const client = browserName(session.client);
  return (
    <li>
      <span title={session.client}>
        <strong>{client}</strong>
        <small>{t("session-since", { since: moment(session.started_at), seen: moment(session.seen_at) })}</small>
      </span>
      {session.is_this_one ? (
        <Tag tone="good">{t("session-here")}</Tag>
      ) : (
        <Button size="compact-sm" variant="default" aria-label={t("session-end-name", { client })} onClick={end}>
          {t("session-end")}
        </Button>
      )}
    </li>
  );
}
