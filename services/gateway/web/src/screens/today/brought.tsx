import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Balance } from "../../parts/balance";
import { Card } from "../../parts/card";
import { exchangesOf } from "../../parts/of-pair";
import { useNameOf, usePartnerOf } from "../../parts/people";
import classes from "./today.module.css";

/** What flows both ways in each pair: the balance, from the ledger of both. */
export function Brought({ pairs }: { pairs: Schemas["Pair"][] }) {
  const { t } = useTranslation("today");
  return (
    <Card title={t("brought")}>
      {pairs.length === 0 && <p className={classes.quiet}>{t("brought-none")}</p>}
      {pairs.map((pair) => (
        <OfPair key={pair.pair_id} pair={pair} />
      ))}
    </Card>
  );
}

function OfPair({ pair }: { pair: Schemas["Pair"] }) {
  const { t } = useTranslation("today");
  const me = useMe();
  const partner = useNameOf(usePartnerOf(pair));
  const { data } = useQuery(exchangesOf(pair.pair_id));
  if (!data) return null;
  // What one of the two gave, the other got: a line says it from its author's side.
  const isTaught = ({ author_id, direction }: Schemas["Exchange"]) =>
    (author_id === me.person_id) === (direction === "gave");
  const taught = data.lines.filter(isTaught).length;
  return (
    <div>
      <Balance taught={taught} learnt={data.lines.length - taught} />
      <p className={classes.quiet}>{t("brought-pair", { name: partner })}</p>
    </div>
  );
}
