import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { api, http, once, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { Deliveries } from "./deliveries";
import { useEvent } from "./events";
import { Frame } from "./frame";
import { Replay } from "./replay";
import { SecretOnce } from "./secret-once";
import { WebhookForm, type Wish } from "./webhook-form";
import { WebhookState } from "./webhooks";

type Webhook = Schemas["WebhookShown"];
type Changed = Wish & { state: Schemas["WebhookState"] };

/** One webhook: where it leads, a trial, what became of what it was told. */
export default function OneWebhook() {
  const { t } = useTranslation("administer");
  return (
    <Frame section="webhooks" title={t("webhooks.one")} lead={<Link href="/administer/webhooks">{t("webhooks.back")}</Link>}>
      <Shown />
    </Frame>
  );
}

function Shown() {
  const { id = "" } = useParams();
  const path = { params: { path: { webhook_id: id } } };
  const { data, error, refetch } = api.useQuery("get", "/v1/webhooks/{webhook_id}", path);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return (
    <>
      <Settings webhook={data} />
      <Trial webhook={data} />
      <Deliveries webhookId={id} />
      <Replay webhookId={id} />
      <Secrets webhook={data} />
    </>
  );
}

function Settings({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const event = useEvent();
  const undo = useUndo();
  const reread = useReread();
  const [, go] = useLocation();
  const { webhook_id, url, description, types, state } = webhook;
  const { draft, write, theirs, save, leave } = useEdit<Webhook, Changed>({
    version: webhook.version,
    words: () => t("webhooks.said-changed"),
    send: (body, version) => {
      const params = { path: { webhook_id }, header: { "If-Match": version } };
      return sent(http.PUT("/v1/webhooks/{webhook_id}", { params, body }));
    },
    reread: () => reread("/v1/webhooks", "/v1/webhooks/{webhook_id}"),
  });
  const stands: Changed = { url, description, types, state };
  const turned = state === "active" ? "disabled" : "active";
  const remove = () => {
    undo.later({
      words: t("webhooks.said-removed", { url }),
      send: async () => {
        await sent(http.DELETE("/v1/webhooks/{webhook_id}", { params: { path: { webhook_id } } }));
        await reread("/v1/webhooks");
      },
      takeBack: () => go(`/administer/webhooks/${webhook_id}`),
    });
    go("/administer/webhooks");
  };
  const said = (all: readonly string[]) => all.map(event).join(", ") || t("webhooks.all-events");

  return (
    <Card title={description || t("webhooks.settings")} aside={<WebhookState webhook={webhook} />}>
      {webhook.reason && <p className={plain.note}>{t(`webhooks.reason.${webhook.reason}`)}</p>}
      {draft && theirs && (
        <EditConflict
          fields={[
            { name: t("webhooks.url"), theirs: theirs.url, mine: draft.url },
            { name: t("webhooks.description"), theirs: theirs.description, mine: draft.description },
            { name: t("webhooks.events"), theirs: said(theirs.types), mine: said(draft.types) },
            {
              name: t("webhooks.whether"),
              theirs: t(`webhooks.state.${theirs.state}`),
              mine: t(`webhooks.state.${draft.state}`),
            },
          ]}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      {draft ? (
        <WebhookForm
          wish={draft}
          change={(wish) => write({ ...draft, ...wish })}
          submit={t("save")}
          send={() => save(draft)}
          close={leave}
        />
      ) : (
        <>
          <dl className={plain.facts}>
            <div>
              <dt>{t("webhooks.url")}</dt>
              <dd>{url}</dd>
            </div>
            <div>
              <dt>{t("webhooks.events")}</dt>
              <dd>{said(types)}</dd>
            </div>
            <div>
              <dt>{t("webhooks.since")}</dt>
              <dd>
                {full(webhook.created_at)}, <PersonName id={webhook.owner_id} orId />
              </dd>
            </div>
          </dl>
          <div className={plain.deeds}>
            <Button variant="default" onClick={() => write(stands)}>
              {t("change")}
            </Button>
            <Button variant="default" onClick={() => void save({ ...stands, state: turned })}>
              {t(`webhooks.make-${turned}`)}
            </Button>
            <Button variant="default" onClick={remove}>
              {t("webhooks.remove")}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

/** One event that says nothing, sent at once. */
function Trial({ webhook: { webhook_id } }: { webhook: Webhook }) {
  const { t } = useTranslation("administer");
  const ping = api.useMutation("post", "/v1/webhooks/{webhook_id}/ping");
  const came = ping.data;
  return (
    <Card title={t("webhooks.ping")}>
      <p className={plain.quiet}>{t("webhooks.ping-text")}</p>
      <div className={plain.deeds}>
        <Button loading={ping.isPending} onClick={() => ping.mutate({ params: { path: { webhook_id } } })}>
          {t("webhooks.ping-send")}
        </Button>
        <div role="status">
          {came && (
            <p>
              <strong>{t(came.is_taken ? "webhooks.taken" : "webhooks.not-taken")}</strong>{" "}
              {came.status && t("webhooks.http", { status: came.status })}{" "}
              {came.code && t(`webhooks.code.${came.code}`, { defaultValue: came.code })}{" "}
              {t("webhooks.took", { ms: came.duration_ms })}
            </p>
          )}
        </div>
      </div>
      {ping.error && <Trouble error={ping.error} />}
    </Card>
  );
}

function Secrets({ webhook: { webhook_id, secrets, url } }: { webhook: Webhook }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = () =>
    undo.now({
      words: t("webhooks.said-secret"),
      send: async () => {
        const params = { path: { webhook_id }, header: { "Idempotency-Key": once() } };
        const made = await sent(http.POST("/v1/webhooks/{webhook_id}/secrets", { params }));
        setSecret(made?.secret ?? null);
        await reread("/v1/webhooks/{webhook_id}");
      },
    });
  return (
    <Card title={t("webhooks.secrets", { count: secrets })}>
      <p className={plain.quiet}>{t("webhooks.secrets-text")}</p>
      {secret && <SecretOnce title={t("webhooks.secret-of", { url })} secret={secret} forget={() => setSecret(null)} />}
      <div>
        <Button variant="default" onClick={() => void rotate()}>
          {t("webhooks.secret-rotate")}
        </Button>
      </div>
    </Card>
  );
}
