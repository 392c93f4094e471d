import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useInstantOf } from "../../parts/instant";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";

/** Everything again, since a time: what the other side lost is told once more. */
export function Replay({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const instantOf = useInstantOf();
  const [since, setSince] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    undo.later({
      words: t("replay.said"),
      send: async () => {
        const params = { path: { webhook_id: webhookId } };
        const body = { since: instantOf(since).toISOString() };
        await sent(http.POST("/v1/webhooks/{webhook_id}/replay", { params, body }));
        await reread("/v1/webhooks/{webhook_id}/deliveries");
      },
    });
  };
  return (
    <Card title={t("replay.title")}>
      <p className={plain.quiet}>{t("replay.text")}</p>
      <form className={plain.form} onSubmit={send}>
        <div className={plain.beside}>
          <TextInput
            type="datetime-local"
            required
            withAsterisk={false}
            label={t("replay.since")}
            value={since}
            onChange={(event) => setSince(event.currentTarget.value)}
          />
          <Button type="submit">{t("replay.send")}</Button>
        </div>
      </form>
    </Card>
  );
}
