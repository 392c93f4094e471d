import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, once, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import type { Leaving } from "../../parts/leaving";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Tag } from "../../parts/tag";
import classes from "./administer.module.css";
import { PlatformKeys } from "./platform-keys";
import { Scopes, type Scope } from "./scopes";
import { SecretOnce } from "./secret-once";

type Registered = Schemas["RegisteredPlatform"];

/** One program: what it may, its keys, and its end. */
export function Platform({ platform, leaving }: { platform: Registered; leaving: Leaving }) {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const { platform_id, name, state } = platform;
  const isActive = state === "active";
  const revoke = () =>
    leaving.leave(platform_id, t("platforms.said-revoked", { name }), async () => {
      await sent(http.DELETE("/v1/platforms/{platform_id}", { params: { path: { platform_id } } }));
      await reread("/v1/platforms");
    });
  return (
    <Card
      title={
        <>
          {name} <code className={classes.id}>{platform_id}</code>
        </>
      }
      aside={<Tag tone={isActive ? "good" : "bad"}>{t(isActive ? "platforms.active" : "platforms.revoked")}</Tag>}
    >
      <dl className={plain.facts}>
        <div>
          <dt>{t("platforms.per-minute")}</dt>
          <dd>{platform.events_per_minute}</dd>
        </div>
        <div>
          <dt>{t("platforms.priority")}</dt>
          <dd>{platform.priority}</dd>
        </div>
      </dl>
      <Allowed platform={platform} />
      {isActive && (
        <>
          <PlatformKeys platform={platform} />
          <Inbound platformId={platform_id} />
          <div>
            <Button variant="default" onClick={revoke}>
              {t("platforms.revoke")}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

/** What it may. Whoever changed it meanwhile is not overwritten unseen. */
function Allowed({ platform }: { platform: Registered }) {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const { platform_id, name } = platform;
  const { draft, write, theirs, save, leave } = useEdit<Registered, Scope[]>({
    version: platform.version,
    words: () => t("platforms.said-allowed", { name }),
    send: (scopes, version) => {
      const params = { path: { platform_id }, header: { "If-Match": version } };
      return sent(http.PUT("/v1/platforms/{platform_id}/scopes", { params, body: { scopes } }));
    },
    reread: () => reread("/v1/platforms"),
  });
  const said = (scopes: readonly Scope[]) => scopes.map((scope) => t(`scopes.${scope}`)).join(", ") || t("scopes.none");
  if (!draft)
    return (
      <div className={plain.deeds}>
        <span>
          {t("platforms.scopes")}: {said(platform.scopes)}
        </span>
        {platform.state === "active" && (
          <Button size="compact-sm" variant="default" onClick={() => write(platform.scopes)}>
            {t("change")}
          </Button>
        )}
      </div>
    );
  return (
    <>
      {theirs && (
        <EditConflict
          fields={[{ name: t("platforms.scopes"), theirs: said(theirs.scopes), mine: said(draft) }]}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      <Form send={() => save(draft)} close={leave}>
        <Scopes isOpened chosen={draft} choose={write} />
      </Form>
    </>
  );
}

/** A secret to sign events with, for whoever has no key to show. */
function Inbound({ platformId }: { platformId: string }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const [secret, setSecret] = useState<string | null>(null);
  const make = () =>
    undo.now({
      words: t("platforms.said-inbound"),
      send: async () => {
        const params = { path: { platform_id: platformId }, header: { "Idempotency-Key": once() } };
        const made = await sent(http.POST("/v1/platforms/{platform_id}/webhook-secrets", { params }));
        setSecret(made?.secret ?? null);
      },
    });
  return (
    <>
      <h3>{t("platforms.inbound")}</h3>
      <p className={plain.quiet}>{t("platforms.inbound-text")}</p>
      <code className={classes.code}>{`POST ${location.origin}/v1/webhooks/in/${platformId}`}</code>
      {secret && (
        <SecretOnce title={t("platforms.inbound-new")} secret={secret} forget={() => setSecret(null)} />
      )}
      <div>
        <Button size="compact-sm" variant="default" onClick={() => void make()}>
          {t("platforms.inbound-make")}
        </Button>
      </div>
    </>
  );
}
