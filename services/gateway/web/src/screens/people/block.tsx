import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { firstOf } from "../../parts/people";
import { sent } from "../../parts/sent";
import classes from "./people.module.css";

type Blocks = Schemas["Blocks"];

const { queryKey } = api.queryOptions("get", "/v1/blocks");

/** Not to meet somebody, quietly: nobody hears of it, and it can be taken back. */
export function Block({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const undo = useUndo();
  const { data } = api.useQuery("get", "/v1/blocks");
  const isBlocked = data?.data.some((one) => one.person_id === personId) ?? false;
  const path = { params: { path: { person_id: personId } } };
  const turn = () => {
    const before = client.getQueryData<Blocks>(queryKey);
    const others = before?.data.filter((one) => one.person_id !== personId) ?? [];
    const own = isBlocked ? [] : [{ person_id: personId, pair_ids: [] }];
    client.setQueryData<Blocks>(queryKey, { data: [...others, ...own] });
    undo.later({
      words: t(isBlocked ? "unblocked" : "blocked", { name: firstOf(name) }),
      send: async () => {
        await sent<unknown, unknown>(
          isBlocked ? http.DELETE("/v1/blocks/{person_id}", path) : http.PUT("/v1/blocks/{person_id}", path),
        );
        await client.invalidateQueries();
      },
      takeBack: () => client.setQueryData(queryKey, before),
    });
  };
  if (isBlocked) {
    return (
      <p className={classes.note}>
        {t("is-blocked", { name: firstOf(name) })}{" "}
        <Button size="compact-sm" variant="default" onClick={turn}>
          {t("unblock")}
        </Button>
      </p>
    );
  }
  return (
    <details className={classes.quiet}>
      <summary>{t("quiet")}</summary>
      <p>{t("block-help")}</p>
      <Button size="compact-md" variant="default" onClick={turn}>
        {t("block", { name: firstOf(name) })}
      </Button>
    </details>
  );
}
