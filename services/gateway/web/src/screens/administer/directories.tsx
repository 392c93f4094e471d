import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { Copy } from "../../parts/copy";
import { Tag } from "../../parts/tag";
import { useWhen } from "../../parts/when";
import classes from "./administer.module.css";

/** Directories over SCIM: the platforms that may provision, and when each was last heard. */
export function Directories() {
  const { t } = useTranslation("administer");
  const { ago } = useWhen();
  const { data } = api.useQuery("get", "/v1/platforms");
  const directories = data?.data.filter(({ scopes, state }) => state === "active" && scopes.includes("provision"));
  const address = `${location.origin}/scim/v2`;
  return (
    <Card title={t("directories.title")}>
      {directories?.length === 0 && <p className={classes.quiet}>{t("directories.none")}</p>}
      <ul className={classes.rows}>
        {directories?.map(({ platform_id, name, keys }) => {
          const last = keys.flatMap(({ last_used_at }) => last_used_at ?? []).sort().at(-1);
          return (
            <li key={platform_id} className={classes.row}>
              <div className={classes.what}>
                <strong>{name}</strong>
                <span>{last ? t("directories.heard", { ago: ago(last) }) : t("directories.never")}</span>
              </div>
              <Tag tone={last ? "good" : "learn"}>{t(last ? "directories.speaks" : "directories.silent")}</Tag>
            </li>
          );
        })}
      </ul>
      <div className={classes.deeds}>
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
