import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, once, type Schemas } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { sent } from "../../../parts/sent";
import { useWhen } from "../../../parts/when";
import frame from "../frame.module.css";

/** What was looked at is proposed, and nothing else: a round that changed meanwhile is refused. */
export function Publish({ round, of }: { round: Schemas["RoundShown"]; of: string | undefined }) {
  const { t } = useTranslation("organise");
  const { moment } = useWhen();
  const client = useQueryClient();
  const undo = useUndo();
  const [key, setKey] = useState<string>();
  const [isSending, setSending] = useState(false);
  const { round_id, version, pairs } = round;

  if (round.state !== "draft")
    return (
      <p role="status">
        {round.state === "published"
          ? t("rounds.published", { count: pairs, when: round.published_at ? moment(round.published_at) : "" })
          : t("rounds.publishing", { done: round.published, count: pairs })}
        {round.skipped.length > 0 && ` ${t("rounds.skipped", { count: round.skipped.length })}`}
      </p>
    );
  if (pairs === 0) return <p className={frame.quiet}>{t("rounds.nothing")}</p>;
  if (!key)
    return (
      <div>
        <Button onClick={() => setKey(once())}>{t("rounds.publish", { count: pairs })}</Button>
      </div>
    );

  const publish = async () => {
    setSending(true);
    const header = { "Idempotency-Key": key };
    const body = { version };
    await undo.now({
      words: t("rounds.said-published"),
      send: () =>
        sent(
          of
            ? http.POST("/v1/programmes/{programme_id}/rounds/{round_id}/publication", {
                params: { path: { programme_id: of, round_id }, header },
                body,
              })
            : http.POST("/v1/rounds/{round_id}/publication", { params: { path: { round_id }, header }, body }),
        ),
    });
    setSending(false);
    setKey(undefined);
    void client.invalidateQueries({ queryKey: ["rounds"] });
  };
  return (
    <div className={frame.item} role="group" aria-label={t("rounds.publish", { count: pairs })}>
      <p>{t("rounds.publish-text", { count: pairs })}</p>
      <div className={frame.deeds}>
        <Button autoFocus loading={isSending} onClick={publish}>
          {t("rounds.publish-yes")}
        </Button>
        <Button variant="default" onClick={() => setKey(undefined)}>
          {t("rounds.publish-no")}
        </Button>
      </div>
    </div>
  );
}
