import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { useRound } from "../reading";
import { within, type Scope } from "../scope";
import { Fairness } from "./fairness";
import { LeftOut } from "./left-out";
import { Placed } from "./placed";
import { Publish } from "./publish";
import classes from "./rounds.module.css";

/** One round: whom it places, who is left out and why, whom it favours; then published, or made otherwise. */
export default function Round() {
  const { t } = useTranslation("organise");
  const { id = "" } = useParams();
  return <Frame title={t("rounds.one")}>{(scope) => <Found id={id} scope={scope} />}</Frame>;
}

function Found({ id, scope }: { id: string; scope: Scope }) {
  const { t } = useTranslation("organise");
  const { data, error, refetch } = useRound(scope.programmeId, id);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return (
    <div className={frame.stack}>
      <p>
        <Link href={within("/organise/rounds", scope.programmeId)}>{t("rounds.back")}</Link>
      </p>
      <Summary round={data} of={scope.programmeId} />
      <Fairness round={data} of={scope.programmeId} />
      <LeftOut round={data} of={scope.programmeId} />
      <Placed round={data} of={scope.programmeId} />
    </div>
  );
}

function Summary({ round, of }: { round: Schemas["RoundShown"]; of: string | undefined }) {
  const { t, i18n } = useTranslation(["organise", "programmes"]);
  const { day } = useWhen();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const leftOut = round.left_out.reduce((all, { people }) => all + people, 0);
  const numbers = [
    [t("rounds.pairs"), number.format(round.pairs)],
    [t("rounds.left-out"), number.format(leftOut)],
    [t("rounds.mean"), round.pairs ? number.format(round.total / round.pairs) : "–"],
  ];
  return (
    <Card
      title={round.name}
      aside={
        <span className={frame.tag} data-on={round.state === "published" || undefined}>
          {t(`rounds.state.${round.state}`)}
        </span>
      }
    >
      <p className={frame.small}>
        {t("rounds.made", { day: day(round.made_at) })} · {t(`programmes:directions.${round.direction}`)}
      </p>
      <dl className={classes.numbers}>
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Publish round={round} of={of} />
    </Card>
  );
}
