import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../../api/client";
import { useInWords } from "../../../parts/in-words";
import { useNameOf } from "../../../parts/people";
import frame from "../frame.module.css";
import type { Wish } from "./placed";
import classes from "./rounds.module.css";

interface PlaceProps {
  pair: Schemas["RoundPair"];
  wish: Wish | undefined;
  /** Undefined where nothing can be otherwise any more. */
  change: ((wish: Wish | undefined) => void) | undefined;
}

/** Two who would be asked, what speaks for it, and what does not. */
export function Place({ pair, wish, change }: PlaceProps) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  const mentee = useNameOf(pair.mentee_id);
  const mentor = useNameOf(pair.mentor_id);
  const isLocked = wish ? wish === "lock" : pair.is_locked;
  const two = t("pairs.two", { one: mentee, other: mentor });
  const toggle = (wanted: Wish) => change?.(wish === wanted ? undefined : wanted);
  return (
    <li className={frame.item}>
      <div className={`${frame.item} ${wish ? classes.changed : ""}`}>
        <h3 className={classes.two}>
          <span className={classes.mentee}>{t("rounds.learns", { name: mentee })}</span>
          <span className={classes.mentor}>{t("rounds.gives", { name: mentor })}</span>
          {isLocked && (
            <span className={frame.tag} data-on>
              {t("rounds.locked")}
            </span>
          )}
          {wish === "forbid" && <span className={frame.tag}>{t("rounds.to-forbid")}</span>}
        </h3>
        <ul className={frame.plain}>
          {pair.reasons.map(({ code, words }) => (
            <li key={`${code} ${inWords(words)}`}>{inWords(words)}</li>
          ))}
        </ul>
        {pair.gap && (
          <p className={classes.gap}>
            {t("rounds.but")} {inWords(pair.gap.words)}
          </p>
        )}
        {pair.score === null && <p className={classes.gap}>{t("rounds.no-score")}</p>}
      </div>
      {change && (
        <div className={frame.deeds}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t(pair.is_locked ? "rounds.unlock" : "rounds.lock")}: ${two}`}
            aria-pressed={wish === (pair.is_locked ? "free" : "lock")}
            onClick={() => toggle(pair.is_locked ? "free" : "lock")}
          >
            {t(pair.is_locked ? "rounds.unlock" : "rounds.lock")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t("rounds.forbid")}: ${two}`}
            aria-pressed={wish === "forbid"}
            onClick={() => toggle("forbid")}
          >
            {t("rounds.forbid")}
          </Button>
        </div>
      )}
    </li>
  );
}
