import { useTranslation } from "react-i18next";
import { useInWords } from "../../../parts/in-words";
import { outline } from "../../../parts/plot";
import { LANES, lanesOf, PHASES, type Phase, type Row } from "./rows";
import classes from "./plan.module.css";

/** How much a message asks to be heard, as a shape. */
const SHAPES = { critical: "square", personal: "circle", nudge: "diamond" } as const;

interface ScoreProps {
  rows: Row[];
  phase: Phase;
  chosen: string | undefined;
  choosePhase: (phase: Phase) => void;
  choose: (row: Row) => void;
}

/** All that is ever said, as a score: a lane for each who hears it, and time along. */
export function Score({ rows, phase, chosen, choosePhase, choose }: ScoreProps) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  const of = (name: string) => rows.filter((row) => row.phase === name);
  // A phase is as wide as what is said in it wants to be.
  const widths = PHASES.map((name) => `minmax(3.6rem, ${Math.sqrt(of(name).length)}fr)`).join(" ");
  return (
    <div className={classes.score} style={{ gridTemplateColumns: `max-content ${widths}` }}>
      <div className={classes.lanes} aria-hidden="true">
        <span />
        {LANES.map((lane) => (
          <span key={lane} className={classes.lane}>
            {t(`plan.lanes.${lane}`)}
          </span>
        ))}
      </div>
      {PHASES.map((name) => (
        <div key={name} className={classes.phase} role="group" aria-label={t(`plan.phases.${name}`)}>
          <button type="button" aria-pressed={phase === name} onClick={() => choosePhase(name)}>
            {t(`plan.phases.${name}`)}
          </button>
          {LANES.map((lane) => (
            <div key={lane}>
              <span className={classes.laneName} aria-hidden="true">
                {t(`plan.lanes.${lane}`)}
              </span>
              <ul className={classes.notes} data-lane={lane} aria-label={t(`plan.lanes.${lane}`)}>
                {of(name)
                  .filter((row) => lanesOf(row).includes(lane))
                  .map((row) => (
                    <li key={row.name}>
                      <button
                        type="button"
                        className={classes.note}
                        data-off={row.is_off || undefined}
                        aria-pressed={chosen === row.name}
                        aria-label={
                          row.is_off ? t("plan.silent", { purpose: inWords(row.purpose) }) : inWords(row.purpose)
                        }
                        title={inWords(row.purpose)}
                        onClick={() => choose(row)}
                      >
                        <Note importance={row.importance} />
                      </button>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Note({ importance }: { importance: Row["importance"] }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={outline(SHAPES[importance], 8, 8, 4.4)} />
    </svg>
  );
}

export function ScoreLegend() {
  const { t } = useTranslation("organise");
  return (
    <ul className={classes.legend}>
      {(["nudge", "personal", "critical"] as const).map((importance) => (
        <li key={importance}>
          <Note importance={importance} /> {t(`plan.importance.${importance}`)}
        </li>
      ))}
      <li>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" data-off>
          <path d={outline("circle", 8, 8, 4.4)} />
        </svg>{" "}
        {t("plan.off")}
      </li>
    </ul>
  );
}
