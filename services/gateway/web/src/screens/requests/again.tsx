import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { isStanding, useSidesOf, type Request } from "../../parts/asked";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Page } from "../../parts/page";
import { firstOf, useNameOf } from "../../parts/people";
import { Readers } from "../../parts/readers";
import { sent } from "../../parts/sent";
import { ofRequest } from "./of-request";
import classes from "./requests.module.css";

/** The same person once more, perhaps with other words: a place may be free now. */
export default ofRequest(Again);

function Again({ request }: { request: Request }) {
  const { t } = useTranslation("requests");
  const [, go] = useLocation();
  const client = useQueryClient();
  const undo = useUndo();
  const withKey = useIdempotencyKey();
  const name = useNameOf(useSidesOf(request).otherId ?? "");
  const [written, setWritten] = useState<string>();
  const [isSending, setSending] = useState(false);
  const message = written ?? request.message ?? "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    let asked: Request | undefined;
    const body = message.trim() ? { message: message.trim() } : {};
    const post = (key: string) => {
      const params = { path: { request_id: request.request_id }, header: { "Idempotency-Key": key, Prefer: "wait=10" } };
      return http.POST("/v1/requests/{request_id}/again", { params, body });
    };
    const send = async () => (asked = await sent(withKey(body, post)));
    await undo.now({ words: t("again-done", { name: firstOf(name) }), send });
    setSending(false);
    if (!asked) return;
    await client.invalidateQueries();
    go(`/requests/${asked.request_id}`);
  };
  const back = <Link href={`/requests/${request.request_id}`}>{t("back")}</Link>;
  return (
    <Page title={t("again-title", { name })} lead={t("again-lead", { topics: request.topics.join(", ") })} actions={back}>
      {isStanding(request) ? (
        <p>{t("again-open")}</p>
      ) : (
        <form className={classes.form} onSubmit={(event) => void submit(event)}>
          <Textarea
            size="md"
            label={t("again-message")}
            rows={8}
            maxLength={2000}
            value={message}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
          <Readers who="pair" name={name} />
          <div>
            <Button type="submit" loading={isSending}>
              {t("again")}
            </Button>
          </div>
        </form>
      )}
    </Page>
  );
}
