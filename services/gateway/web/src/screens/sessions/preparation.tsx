import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { exchangesOf } from "../../parts/of-pair";
import { actionsOf } from "../../parts/whole";
import { usePair } from "../pair/pair-context";
import classes from "./session.module.css";

const A_FEW = 3;

/** Two minutes before a talk: what was meant to be done, what it was about, one thing to bring, something to read. */
export function Preparation() {
  const { t } = useTranslation("sessions");
  const said = useInWords();
  const me = useMe();
  const { pair, first } = usePair();
  const actions = useQuery(actionsOf(pair.pair_id));
  const ledger = useQuery(exchangesOf(pair.pair_id));
  const resources = api.useQuery("get", "/v1/resources", { params: { query: { pair_id: pair.pair_id } } });
  const open = actions.data?.data.filter(({ state, owner_ids }) => state === "open" && owner_ids.includes(me.person_id));
  const lately = ledger.data?.lines.slice(0, A_FEW);
  const toRead = resources.data?.resources.slice(0, A_FEW - 1);
  return (
    <Card title={t("prepare.title")}>
      <ol className={classes.steps}>
        <li>
          {t(open?.length ? "prepare.actions" : "prepare.no-actions")}
          <Lines lines={open?.slice(0, A_FEW).map(({ what }) => what)} />
        </li>
        <li>
          {t(lately?.length ? "prepare.lately" : "prepare.no-lately", { name: first })}
          <Lines lines={lately?.map(({ line }) => line)} />
        </li>
        <li>{t("prepare.bring", { name: first })}</li>
      </ol>
      {toRead && toRead.length > 0 && (
        <p className={classes.quiet}>
          {t("prepare.read")}{" "}
          {toRead.map(({ resource_id, title, minutes }, number) => (
            <span key={resource_id}>
              {number > 0 && ", "}
              <Link href={`/resources/${resource_id}`}>{said(title)}</Link> ({t("minutes-short", { count: minutes })})
            </span>
          ))}
        </p>
      )}
    </Card>
  );
}

function Lines({ lines }: { lines: readonly string[] | undefined }) {
  if (!lines?.length) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
