import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../../parts/card";
import { More } from "../../../parts/more";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { useRounds } from "../reading";
import { within, type Scope } from "../scope";
import { MakeRound } from "./make-round";

/** Everybody placed at once, looked at before anybody hears of it. */
export default function Rounds() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("rounds.title")} lead={t("rounds.lead")} hasScope>
      {(scope) => <List scope={scope} />}
    </Frame>
  );
}

function List({ scope }: { scope: Scope }) {
  const { t } = useTranslation("organise");
  const { day } = useWhen();
  const [isMaking, setMaking] = useState(false);
  const found = useRounds(scope.programmeId);
  if (found.error && !found.data) return <Trouble error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting />;
  const rounds = found.data.pages.flatMap((page) => page?.rounds ?? []);
  return (
    <div className={frame.stack}>
      {isMaking ? (
        <MakeRound scope={scope} leave={() => setMaking(false)} />
      ) : (
        <div>
          <Button onClick={() => setMaking(true)}>{t("rounds.make")}</Button>
        </div>
      )}
      {rounds.length === 0 && !isMaking && (
        <Card title={t("rounds.none")}>
          <p>{t("rounds.none-text")}</p>
        </Card>
      )}
      {rounds.length > 0 && (
        <Card title={t("rounds.all")}>
          <ul className={frame.list}>
            {rounds.map((round) => (
              <li key={round.round_id} className={frame.item}>
                <h3>
                  <Link href={within(`/organise/rounds/${round.round_id}`, scope.programmeId)}>{round.name}</Link>
                </h3>
                <p className={frame.small}>
                  <span className={frame.tag} data-on={round.state === "published" || undefined}>
                    {t(`rounds.state.${round.state}`)}
                  </span>{" "}
                  {t("rounds.made", { day: day(round.made_at) })}
                </p>
              </li>
            ))}
          </ul>
          <More pages={found} />
        </Card>
      )}
    </div>
  );
}
