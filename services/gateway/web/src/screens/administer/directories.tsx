import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../parts/card";
import { Copy } from "../../parts/copy";
import plain from "../../parts/plain.module.css";
import { Tag } from "../../parts/tag";
import { useWhen } from "../../parts/when";
import { PLATFORMS } from "../../parts/whole";

/** Directories over SCIM: the platforms that may provision, and when each was last heard. */
export function Directories() {
  const { t } = useTranslation("administer");
  const { ago } = useWhen();
  const { data } = useQuery(PLATFORMS);
  const directories = data?.data.filter(({ scopes, state }) => state === "active" && scopes.includes("provision"));
  const address = `${location.origin}/scim/v2`;
  return (
    <Card title={t("directories.title")}>
      {directories?.length === 0 && <p className={plain.quiet}>{t("directories.none")}</p>}
      <ul className={plain.rows}>
        {directories?.map(({ platform_id, name, keys }) => {
          const last = keys.flatMap(({ last_used_at }) => last_used_at ?? []).sort().at(-1);
          return (
            <li key={platform_id} className={plain.row}>
              <div className={plain.what}>
                <strong>{name}</strong>
                <span>{last ? t("directories.heard", { ago: ago(last) }) : t("directories.never")}</span>
              </div>
              <Tag tone={last ? "good" : "learn"}>{t(last ? "directories.speaks" : "directories.silent")}</Tag>
            </li>
          );
        })}
      </ul>
      <div className={plain.deeds}>
        <span>{t("directories.address")}</span> <code>{address}</code> <Copy text={address} />
      </div>
      <div>
        <Button component={Link} href="/administer/platforms" variant="default">
          {t("directories.connect")}
        </Button>
      </div>
    </Card>
  );
}
