import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useLeaving } from "../../parts/leaving";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { SecretOnce } from "./secret-once";

/** The keys that work, the newest two at most, and a further one. */
export function PlatformKeys({ platform: { platform_id, name, keys } }: { platform: Schemas["RegisteredPlatform"] }) {
  const { t } = useTranslation("administer");
  const { ago, full } = useWhen();
  const undo = useUndo();
  const reread = useReread();
  const { isGone, leave } = useLeaving();
  const [key, setKey] = useState<string | null>(null);
  const rotate = () =>
    undo.now({
      words: t("platforms.said-key", { name }),
      send: async () => {
        const made = await sent(http.POST("/v1/platforms/{platform_id}/keys", { params: { path: { platform_id } } }));
        setKey(made?.api_key ?? null);
        await reread("/v1/platforms");
      },
    });
  const revoke = (key_id: string) =>
    leave(key_id, t("platforms.said-key-revoked", { name }), async () => {
      const params = { path: { platform_id, key_id } };
      await sent(http.DELETE("/v1/platforms/{platform_id}/keys/{key_id}", { params }));
      await reread("/v1/platforms");
    });
  return (
    <>
      <h3>{t("platforms.keys")}</h3>
      <ul className={plain.rows}>
        {keys
          .filter(({ key_id }) => !isGone(key_id))
          .map((one) => (
            <li key={one.key_id} className={plain.row}>
              <div className={plain.what}>
                <code>{one.key_id}</code>
                <span>
                  {t("platforms.key-made", { time: full(one.made_at) })}
                  {one.expires_at && ` · ${t("platforms.key-until", { time: full(one.expires_at) })}`}
                  {" · "}
                  {one.last_used_at
                    ? t("platforms.key-used", { ago: ago(one.last_used_at) })
                    : t("platforms.key-never")}
                </span>
              </div>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("platforms.key-revoke-which", { id: one.key_id })}
                onClick={() => revoke(one.key_id)}
              >
                {t("platforms.key-revoke")}
              </Button>
            </li>
          ))}
      </ul>
      {key && <SecretOnce title={t("platforms.key-new", { name })} secret={key} forget={() => setKey(null)} />}
      <div className={plain.deeds}>
        <Button size="compact-sm" variant="default" onClick={() => void rotate()}>
          {t("platforms.key-rotate")}
        </Button>
        <span className={plain.quiet}>{t("platforms.key-rotate-help")}</span>
      </div>
    </>
  );
}
