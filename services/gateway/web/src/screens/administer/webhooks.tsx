import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http, once, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useEvent } from "./events";
import { Frame } from "./frame";
import { SecretOnce } from "./secret-once";
import { WebhookForm, type Wish } from "./webhook-form";

type Webhook = Schemas["WebhookShown"];

const NOTHING: Wish = { url: "", description: "", types: [] };

/** Where the facts are sent that platforms may read. */
export default function Webhooks() {
  const { t } = useTranslation("administer");
  const [isNew, setNew] = useState(false);
  return (
    <Frame
      section="webhooks"
      actions={
        <Button aria-expanded={isNew} onClick={() => setNew(!isNew)}>
          {t("webhooks.new")}
        </Button>
      }
    >
      <All isNew={isNew} close={() => setNew(false)} />
    </Frame>
  );
}

function All({ isNew, close }: { isNew: boolean; close: () => void }) {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const [made, setMade] = useState<Schemas["WebhookWithSecret"] | null>(null);
  const { isGone, leave } = useLeaving();
  const { data, error, refetch } = api.useQuery("get", "/v1/webhooks");
  const remove = ({ webhook_id, url }: Webhook) =>
    leave(webhook_id, t("webhooks.said-removed", { url }), async () => {
      await sent(http.DELETE("/v1/webhooks/{webhook_id}", { params: { path: { webhook_id } } }));
      await reread("/v1/webhooks");
    });
  return (
    <>
      {isNew && <Register close={close} made={setMade} />}
      {made && (
        <SecretOnce
          title={t("webhooks.secret-of", { url: made.webhook.url })}
          secret={made.secret}
          forget={() => setMade(null)}
        />
      )}
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!data && !error && <Waiting />}
      {data?.data.length === 0 && (
        <Card title={t("webhooks.none")}>
          <p>{t("webhooks.none-text")}</p>
        </Card>
      )}
      {data?.data
        .filter(({ webhook_id }) => !isGone(webhook_id))
        .map((webhook) => (
          <Line key={webhook.webhook_id} webhook={webhook} remove={() => remove(webhook)} />
        ))}
    </>
  );
}

function Register({ close, made }: { close: () => void; made: (webhook: Schemas["WebhookWithSecret"]) => void }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const [key] = useState(once);
  const [body, write] = useState(NOTHING);
  const send = () =>
    undo.now({
      words: t("webhooks.said-new"),
      send: async () => {
        const params = { header: { "Idempotency-Key": key } };
        const webhook = await sent(http.POST("/v1/webhooks", { params, body }));
        if (webhook) made(webhook);
        await reread("/v1/webhooks");
      },
    });
  return (
    <Card title={t("webhooks.new")}>
      <WebhookForm wish={body} change={write} submit={t("webhooks.register")} send={send} close={close} />
    </Card>
  );
}

function Line({ webhook, remove }: { webhook: Webhook; remove: () => void }) {
  const { t } = useTranslation("administer");
  const event = useEvent();
  return (
    <Card
      title={<Link href={`/administer/webhooks/${webhook.webhook_id}`}>{webhook.description || webhook.url}</Link>}
      aside={<WebhookState webhook={webhook} />}
    >
      <code>{webhook.url}</code>
      <p className={plain.quiet}>{webhook.types.length ? webhook.types.map(event).join(", ") : t("webhooks.all-events")}</p>
      {webhook.reason && <p>{t(`webhooks.reason.${webhook.reason}`)}</p>}
      <div className={plain.deeds}>
        <Button component={Link} href={`/administer/webhooks/${webhook.webhook_id}`} size="compact-sm" variant="default">
          {t("webhooks.look")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={remove}>
          {t("webhooks.remove")}
        </Button>
      </div>
    </Card>
  );
}

export function WebhookState({ webhook: { state } }: { webhook: Webhook }) {
  const { t } = useTranslation("administer");
  return <Tag tone={state === "active" ? "good" : "bad"}>{t(`webhooks.state.${state}`)}</Tag>;
}
