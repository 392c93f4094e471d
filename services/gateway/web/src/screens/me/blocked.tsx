import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useLeaving } from "../../parts/leaving";
import { useNameOf } from "../../parts/people";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import list from "../../parts/list.module.css";
import classes from "./me.module.css";

/** Whom one does not want to meet here. */
export function Blocked() {
  const { t } = useTranslation("me");
  const { data, error, refetch } = api.useQuery("get", "/v1/blocks");
  const leaving = useLeaving();
  const blocks = data?.data.filter(({ person_id }) => !leaving.isGone(person_id));
  return (
    <Card title={t("blocked")}>
      <p className={classes.quiet}>{t("blocked-text")}</p>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {blocks?.length === 0 && <p>{t("blocked-none")}</p>}
      <ul className={list.list}>
        {blocks?.map((block) => (
          <One key={block.person_id} block={block} leave={leaving.leave} />
        ))}
      </ul>
    </Card>
  );
}

function One({ block, leave }: { block: Schemas["Block"]; leave: ReturnType<typeof useLeaving>["leave"] }) {
  const { t } = useTranslation("me");
  const { person_id, pair_ids } = block;
  const name = useNameOf(person_id);
  const reread = useReread();
  const unblock = () =>
    leave(person_id, t("unblock-said", { name }), async () => {
      await sent(http.DELETE("/v1/blocks/{person_id}", { params: { path: { person_id } } }));
      await reread("/v1/blocks");
    });
  return (
    <li>
      <span>
        <strong>{name}</strong>
        {pair_ids.map((pairId) => (
          <small key={pairId}>
            {t("blocked-pair")} <Link href={`/pairs/${pairId}`}>{t("blocked-pair-link")}</Link>
          </small>
        ))}
      </span>
      <Button size="compact-sm" variant="default" aria-label={t("unblock-name", { name })} onClick={unblock}>
        {t("unblock")}
      </Button>
    </li>
  );
}
