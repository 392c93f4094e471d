import { IconChevronRight, IconHeartHandshake, IconProgressCheck, IconFlag, IconUserSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../parts/card";
import { usePair } from "../pair/pair-context";
import classes from "./pulse.module.css";

const GOING_ON = [
  { name: "fit", Icon: IconHeartHandshake },
  { name: "review", Icon: IconProgressCheck },
  { name: "farewell", Icon: IconFlag },
  { name: "rematch", Icon: IconUserSearch },
];
const ENDED = GOING_ON.filter(({ name }) => name === "farewell" || name === "rematch");

/** The other screens about how it goes. */
export function Ways() {
  const { t } = useTranslation("care");
  const { pair } = usePair();
  return (
    <Card title={t("ways.title")}>
      <ul className={classes.ways}>
        {(pair.ended_at ? ENDED : GOING_ON).map(({ name, Icon }) => (
          <li key={name}>
            <Link href={`/pairs/${pair.pair_id}/${name}`}>
              <Icon size={24} stroke={1.6} aria-hidden="true" />
              <span>
                <strong>{t(`ways.${name}`)}</strong>
                <small className={classes.quiet}>{t(`ways.${name}-text`)}</small>
              </span>
              <IconChevronRight size={20} className={classes.onward} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
