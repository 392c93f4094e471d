import { Button } from "@mantine/core";
import { IconCertificate } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useMe } from "../../app/session";
import { Balance } from "../../parts/balance";
import { flowOf } from "../../parts/flow";
import { exchangesOf } from "../../parts/of-pair";
import { useWhen } from "../../parts/when";
import { goalsOf } from "../../parts/whole";
import { usePair } from "../pair/pair-context";
import classes from "./farewell.module.css";

/** As a picture, where the two kept no ledger. */
const BOTH_WAYS = { taught: 1, learnt: 1 };

/** Celebrated once, quietly: the next time it simply stands there. */
export function Completed({ openUntil }: { openUntil: string | null }) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const me = useMe();
  const { day } = useWhen();
  const isFirst = useFirstTime(pair.pair_id);
  const exchanges = useQuery(exchangesOf(pair.pair_id));
  const goals = useQuery(goalsOf(pair.pair_id));
  const { taught, learnt } = flowOf(exchanges.data?.months ?? [], me.person_id);
  const reached = goals.data?.data.filter(({ state }) => state === "reached").length ?? 0;
  const facts = [t("completed.sessions", { count: pair.sessions_held }), t("completed.goals", { count: reached })];
  return (
    <section className={classes.completed} data-first={isFirst || undefined} aria-labelledby="completed">
      <div className={classes.ring}>
        <Balance {...(taught + learnt > 0 ? { taught, learnt } : BOTH_WAYS)} size={120} isPicture />
      </div>
      <div className={classes.celebrated}>
        <h2 id="completed">{t("completed.title", { name: first })}</h2>
        <p className={classes.large}>{facts.join(" · ")}</p>
        {taught + learnt > 0 && <p>{t("completed.both-ways", { taught, learnt })}</p>}
        {openUntil && <p className={classes.quiet}>{t("completed.until", { day: day(openUntil) })}</p>}
        <div>
          <Button
            component={Link}
            href={`/pairs/${pair.pair_id}/certificate`}
            variant="default"
            leftSection={<IconCertificate size={20} />}
          >
            {t("completed.certificate")}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Kept where everything else of this person is kept in this browser, and forgotten with it. */
function useFirstTime(pairId: string): boolean {
  const client = useQueryClient();
  const [isFirst] = useState(() => client.getQueryData(["celebrated", pairId]) === undefined);
  useEffect(() => {
    client.setQueryData(["celebrated", pairId], true);
  }, [client, pairId]);
  return isFirst;
}
