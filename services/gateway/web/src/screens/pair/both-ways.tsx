import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { Balance } from "../../parts/balance";
import { Card } from "../../parts/card";
import { flowOf } from "../../parts/flow";
import { ledgerOf } from "../../parts/of-pair";
import classes from "./overview.module.css";
import { usePair } from "./pair-context";

/** Below it, nearly all of it went one way. */
const LOPSIDED = 0.25;
const ENOUGH = 4;

/** The ring of the two, and one sentence about it. */
export function BothWays() {
  const { t } = useTranslation("pairs");
  const me = useMe();
  const { pair, first } = usePair();
  const { data } = useInfiniteQuery(ledgerOf(pair.pair_id));
  const { taught, learnt } = flowOf(data?.pages[0]?.months ?? [], me.person_id);
  const sum = taught + learnt;
  if (sum === 0 && pair.ended_at) return null;
  const isLopsided = sum >= ENOUGH && Math.min(taught, learnt) / sum < LOPSIDED;
  const said = sum === 0 ? "none" : !isLopsided ? "both" : taught < learnt ? "could-give" : "could-get";
  return (
    <Card title={t("flow.title")}>
      <Balance taught={taught} learnt={learnt} />
      <p className={classes.quiet}>{t(`flow.${said}`, { name: first })}</p>
    </Card>
  );
}
