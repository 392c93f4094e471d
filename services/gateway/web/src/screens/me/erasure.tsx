import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { AskToBeForgotten } from "./ask-to-be-forgotten";
import { Forgetting } from "./forgetting";
import classes from "./me.module.css";

/** Being forgotten: what goes, what stays, a week to think again. */
export default function Erasure() {
  const { t } = useTranslation("me");
  const { data, error, refetch } = api.useQuery("get", "/v1/me/erasure");
  const client = useQueryClient();
  const undo = useUndo();
  const reread = useReread();
  const { queryKey } = api.queryOptions("get", "/v1/me/erasure");
  const deed = (words: string, send: () => Promise<Schemas["OwnErasure"] | undefined>) =>
    undo.now({
      words,
      send: async () => {
        client.setQueryData(queryKey, await send());
        await reread("/v1/me");
      },
    });
  const ask = (confirmation: string) =>
    deed(t("forget-said"), () => sent(http.DELETE("/v1/me", { body: { confirmation } })));
  const takeBack = () => void deed(t("stay-said"), () => sent(http.DELETE("/v1/me/erasure")));
  const isAsked = data?.state != null && data.state !== "taken-back";
  return (
    <Page title={t("forget")} lead={t("forget-lead")}>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {data && isAsked && <Forgetting erasure={data} takeBack={takeBack} />}
      {data && (
        <>
          <div className={classes.both}>
            <Points title={t("goes")} points={data.goes} />
            <Points title={t("stays")} points={data.stays} />
          </div>
          <Steps days={data.wait_days} />
          {!isAsked && <AskToBeForgotten erasure={data} ask={ask} />}
        </>
      )}
      <p>
        <Link href="/me">{t("back")}</Link>
      </p>
    </Page>
  );
}

function Points({ title, points }: { title: string; points: Record<string, string>[] }) {
  const inWords = useInWords();
  return (
    <Card title={title}>
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point["en"]}>{inWords(point)}</li>
        ))}
      </ul>
    </Card>
  );
}

function Steps({ days }: { days: number }) {
  const { t } = useTranslation("me");
  return (
    <Card title={t("steps")}>
      <ol className={classes.points}>
        <li>{t("step-wait", { count: days })}</li>
        <li>{t("step-services")}</li>
        <li>{t("step-receipt")}</li>
      </ol>
    </Card>
  );
}
