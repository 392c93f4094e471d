import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Provided } from "../pair/provided";
import { PairCard } from "./pair-card";
import classes from "./pairs.module.css";

/** Everybody with whom one learns, and with whom one has. */
export default function Pairs() {
  const { t } = useTranslation("pairs");
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs", { params: { query: { limit: 100 } } });
  const living = data?.data.filter(({ ended_at }) => !ended_at);
  const over = data?.data.filter(({ ended_at }) => ended_at);
  return (
    <Page
      title={t("list.title")}
      lead={t("list.lead")}
      actions={
        <Button component={Link} href="/circles" variant="default">
          {t("list.circles")}
        </Button>
      }
    >
      {!data && (error ? <Trouble error={error} retry={refetch} /> : <Waiting />)}
      {living?.length === 0 && (
        <Card title={t("list.none")} tone="teach">
          <p>{t("list.none-text")}</p>
          <div>
            <Button component={Link} href="/find">
              {t("list.find")}
            </Button>
          </div>
        </Card>
      )}
      {living && living.length > 0 && (
        <ul className={classes.pairs}>
          {living.map((pair) => (
            <Provided key={pair.pair_id} pair={pair}>
              <PairCard />
            </Provided>
          ))}
        </ul>
      )}
      {over && over.length > 0 && (
        <section className={classes.over}>
          <h2>{t("list.over")}</h2>
          <ul className={classes.pairs}>
            {over.map((pair) => (
              <Provided key={pair.pair_id} pair={pair}>
                <PairCard />
              </Provided>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
